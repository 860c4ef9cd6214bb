package org.parfocal.dataset.bcss.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data that stand beside a checkout, if they do; the project itself ships none. */
final class SharedData {
  private SharedData() {}

  /** A path below the shared data; the test is skipped where it is absent. */
  static Path require(String relative) {
    Path found = folder().resolve(relative);
    assumeTrue(Files.exists(found), () -> "skipped: no real data at " + found);
    return found;
  }

  private static Path folder() {
    String set = System.getProperty("parfocal.shared", System.getenv("PARFOCAL_SHARED"));
    if (set != null) {
      return Path.of(set).resolve("data");
    }
    Path at = Path.of("").toAbsolutePath();
    while (at != null
        && !(Files.isDirectory(at.resolve("bundles")) && Files.exists(at.resolve("pom.xml")))) {
      at = at.getParent();
    }
    return at == null ? Path.of("shared/data") : at.resolveSibling("shared").resolve("data");
  }
}
