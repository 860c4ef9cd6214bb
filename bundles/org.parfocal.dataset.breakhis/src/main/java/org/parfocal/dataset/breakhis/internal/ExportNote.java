package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.api.Dataset;
import org.parfocal.api.WholeFile;

/**
 * Says that the images below a folder are an export in BreaKHis layout, and of what. Without it a
 * synthetic data set under BreaKHis names would be taken for the real one.
 *
 * @param dataset name of the exported data set
 * @param manifest its manifest: an interrupted export goes on only with the same data set
 * @param licence its terms; may be empty
 */
record ExportNote(String dataset, String manifest, String licence) {
  static final String FILE = "parfocal-export.txt";

  private static final int LIMIT = 4096;
  private static final int LEVELS = 7;

  static ExportNote of(Dataset dataset) {
    return new ExportNote(line(dataset.name()), line(dataset.manifest()), line(dataset.licence()));
  }

  /** The note in one of these files, or in a folder not far above. */
  static Optional<ExportNote> find(Path folder, List<Path> found) throws IOException {
    if (!found.isEmpty()) {
      return Optional.of(read(found.get(0)));
    }
    Path at = folder;
    for (int level = 0; level < LEVELS && at != null; level++) {
      Path file = at.resolve(FILE);
      if (Files.isRegularFile(file)) {
        return Optional.of(read(file));
      }
      at = at.getParent();
    }
    return Optional.empty();
  }

  static ExportNote read(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LIMIT);
    }
    Map<String, String> values = new HashMap<>();
    new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 2));
              }
            });
    return new ExportNote(
        values.getOrDefault("dataset", "unknown"),
        values.getOrDefault("manifest", ""),
        values.getOrDefault("licence", ""));
  }

  void write(Path folder) throws IOException {
    String text =
        """
        These images were exported in the layout of BreaKHis; they are not BreaKHis itself.
        dataset: %s
        manifest: %s
        licence: %s
        """
            .formatted(dataset, manifest, licence);
    WholeFile.write(folder.resolve(FILE), text);
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
