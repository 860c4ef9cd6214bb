package org.parfocal.itests.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.parfocal.itest.Program;

/** A folder with a tiny study file in it, and what a run leaves there. */
record StudyFolder(Path folder) {
  static final String FILE = "tiny.yaml";

  /** Writes a study of a model that needs no backbone; four magnifications are four jobs. */
  static StudyFolder write(Path folder, String model) throws IOException {
    return write(folder, model, "");
  }

  /** Writes a study that trains a small network. */
  static StudyFolder writeTrained(Path folder) throws IOException {
    return write(
        folder,
        "{strategy: baseline}",
        """
        backbone: {architecture: small-cnn}
        training: {epochs: 2, batch: 8}
        """);
  }

  private static StudyFolder write(Path folder, String model, String learning) throws IOException {
    Files.writeString(
        folder.resolve(FILE),
        """
        study: tiny
        dataset: {reader: synthetic, patients: 12, places: 2, image-size: 32}
        protocol: {split: leave-one-magnification-out, test-patients: 0.34, validation-patients: 0.34}
        images: {size: 32}
        %sseeds: [13]
        variants: {only: {augmentation: none, model: %s}}
        metrics: [classification]
        """
            .formatted(learning, model));
    return new StudyFolder(folder);
  }

  /** Runs in it, on one thread and with a cache of its own. */
  Program program() {
    return Program.in(folder).withCache(folder.resolve("cache")).with("OMP_NUM_THREADS", "1");
  }

  Path results() {
    return folder.resolve("studies/tiny");
  }

  /** State of each job, by its folder. */
  Map<String, String> states() throws IOException {
    Map<String, String> states = new TreeMap<>();
    for (Path record : all("job.json")) {
      String text = Files.readString(record);
      states.put(
          results().relativize(record.getParent()).toString(),
          text.replaceAll("(?s).*\"state\"\\s*:\\s*\"([^\"]*)\".*", "$1").toLowerCase(Locale.ROOT));
    }
    return states;
  }

  /** The predictions of each job that ended, which attempts are not. */
  Map<String, String> predictions() throws IOException {
    Map<String, String> predictions = new TreeMap<>();
    for (Path file : all("predictions.csv")) {
      String name = results().relativize(file).toString();
      if (!name.contains(".attempts")) {
        predictions.put(name, Files.readString(file));
      }
    }
    return predictions;
  }

  /** Waits until at least so many jobs are in a state. */
  void await(String state, int jobs) throws IOException, InterruptedException {
    long limit = System.nanoTime() + 60_000_000_000L;
    while (states().values().stream().filter(state::equals).count() < jobs) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("no %d jobs became %s: %s".formatted(jobs, state, states()));
      }
      Thread.sleep(50);
    }
  }

  private List<Path> all(String name) throws IOException {
    if (!Files.isDirectory(results())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(results())) {
      return files.filter(path -> path.endsWith(name)).sorted().toList();
    } catch (UncheckedIOException e) {
      // A file was renamed while it was looked at.
      return List.of();
    }
  }
}
