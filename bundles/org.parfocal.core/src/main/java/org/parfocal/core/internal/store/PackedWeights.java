package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Weights of frozen backbones in an archive, each once: a file as {@code
 * weights/<sha256>.safetensors}, or whatever its ending is; files that belong together by their own
 * names in the folder {@code weights/<sha256>}.
 */
final class PackedWeights {
  private static final String FOLDER = "weights/";

  private final Function<Path, List<Path>> together;
  private final Map<Path, String> known = new HashMap<>();

  PackedWeights(Function<Path, List<Path>> together) {
    this.together = together;
  }

  /**
   * Packs a file and what belongs to it, if it is not packed yet.
   *
   * @return where it is below {@code weights}
   * @throws IOException if it is not there, or what belongs to it has a name that no archive takes
   */
  String pack(Path file, PackedJob.Target archive) throws IOException {
    String packed = known.get(file);
    if (packed != null) {
      return packed;
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "the weights %s are not there; put them back, or pack without weights".formatted(file));
    }
    WeightFiles files = WeightFiles.of(file, together);
    String sum = files.sha256();
    String name = files.single() ? sum + ending(file) : sum + "/" + files.name(file);
    if (!known.containsValue(name)) {
      for (Path each : files.all()) {
        String place = FOLDER + (files.single() ? name : sum + "/" + files.name(each));
        if (!ArchiveReader.takes(place)) {
          throw new IOException(
              "the file %s, which belongs to the weights %s, has a name that no archive takes; rename it, or pack without weights"
                  .formatted(each, file));
        }
        archive.file(place, out -> Files.copy(each, out));
      }
    }
    known.put(file, name);
    return name;
  }

  private static String ending(Path file) {
    String name = Objects.requireNonNull(file.getFileName()).toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return ending.matches("[a-z0-9]{1,16}") && name.contains(".") ? "." + ending : ".safetensors";
  }
}
