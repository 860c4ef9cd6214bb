package org.parfocal.itests.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.parfocal.api.Sha256;

/** What workers leave in the folder that a study was run in. */
final class WorkersFiles {
  private WorkersFiles() {}

  /** Digests of all that a study's results consist of, by path. */
  static Map<String, String> results(Path study) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (String name : List.of("results.csv", "predictions.csv", "embeddings.npy", "safetensors")) {
      for (Path file : files(study, name)) {
        digests.put(study.relativize(file).toString(), Sha256.ofFile(file));
      }
    }
    return digests;
  }

  /** All that workers logged. */
  static String logs(Path study) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path log : files(study, ".log")) {
      text.append(Files.readString(log));
    }
    return text.toString();
  }

  /** Files below the results of a folder whose names end so. */
  static List<Path> files(Path study, String ending) throws IOException {
    Path below = study.resolve("studies");
    if (!Files.isDirectory(below)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (UncheckedIOException e) {
      // A file was renamed while it was looked at.
      return List.of();
    }
  }
}
