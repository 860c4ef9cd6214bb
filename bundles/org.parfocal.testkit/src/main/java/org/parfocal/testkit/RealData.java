package org.parfocal.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real data for tests, which no project ships: below {@code data} in the folder that the system
 * property {@code parfocal.shared} or the environment variable {@code PARFOCAL_SHARED} names, or in
 * the folder {@code shared} beside the checkout.
 */
public final class RealData {
  private RealData() {}

  /** A path below the data; the test is skipped where it is absent. */
  public static Path require(String relative) {
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
