package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.parfocal.api.Sha256;

/**
 * The file that an option names, with those beside it that it is nothing without.
 *
 * @param main the file that is named
 * @param all with that one
 */
public record WeightFiles(Path main, List<Path> all) {
  /**
   * Asks which files belong together.
   *
   * @param together gives all of them for the one that is named
   */
  public static WeightFiles of(Path main, Function<Path, List<Path>> together) {
    return new WeightFiles(main, List.copyOf(together.apply(main)));
  }

  /** Whether nothing else belongs to the file. */
  boolean single() {
    return all.size() == 1;
  }

  /** Where a file lies as seen from the folder of the one that is named, with slashes. */
  String name(Path file) {
    Path folder = Objects.requireNonNull(main.toAbsolutePath().getParent());
    return folder.relativize(file.toAbsolutePath()).normalize().toString();
  }

  /** The SHA-256 of the file; if there are several, of their names and checksums. */
  public String sha256() throws IOException {
    if (single()) {
      return Sha256.ofFile(main);
    }
    Sha256 sum = new Sha256();
    for (Path file : all) {
      sum.add(name(file), Sha256.ofFile(file));
    }
    return sum.hex();
  }
}
