package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Sha256;
import org.parfocal.itest.Program;

/** A program that is killed within an epoch loses that epoch, and no bit of its results. */
@DisabledOnOs(OS.WINDOWS)
class KilledTrainingIT {
  private static final String EVERY_EPOCH = "1e-9";
  private static final String ONE_JOB = "protocol.split=patient-holdout";
  private static final String CHECKPOINT = "checkpoint.json";

  @TempDir Path folder;

  @Test
  void aTrainingGoesOnToTheLastBit() throws Exception {
    goesOnAfterKill(CHECKPOINT, "training.epochs=10", "training.checkpoint=" + EVERY_EPOCH);
  }

  @Test
  void aTrainingOnAFrozenBackboneGoesOnToTheLastBit() throws Exception {
    Path weights = folder.resolve("weights");
    run(weights, "training.epochs=1");
    try (Stream<Path> files = Files.walk(weights)) {
      Path backbone =
          files.filter(file -> file.endsWith("backbone.safetensors")).findFirst().orElseThrow();
      goesOnAfterKill(
          CHECKPOINT,
          "backbone.weights=" + backbone,
          "backbone.frozen=true",
          "transforms=[]",
          "training.epochs=100",
          "training.checkpoint=" + EVERY_EPOCH);
    }
  }

  @Test
  void aGeneratorGoesOnToTheLastBit() throws Exception {
    goesOnAfterKill(
        ".generator",
        "variants.only.augmentation={dcgan: {image-size: 16, latent-size: 8, width: 4, epochs: 20,"
            + " batch: 8, minimum-images: 4, checkpoint: "
            + EVERY_EPOCH
            + "}}");
  }

  /** Kills when a file of this ending has been written, and lets the program go on. */
  private void goesOnAfterKill(String checkpoint, String... settings) throws Exception {
    Path unbroken = folder.resolve("unbroken");
    run(unbroken, settings);
    Path killed = folder.resolve("killed");
    Path studies = killed.resolve("studies");
    Program.Running running = program(killed).start(arguments(settings));
    while (files(studies, checkpoint).isEmpty()) {
      assertThat(running.process().isAlive()).isTrue();
      Thread.sleep(1);
    }
    running.kill();
    assertThat(files(studies, checkpoint))
        .as("a checkpoint of a job that is not done")
        .isNotEmpty();

    Program.Ended ended = run(killed, settings);

    assertThat(ended.err()).contains("goes on after epoch");
    assertThat(results(killed)).isEqualTo(results(unbroken));
    assertThat(results(killed).keySet())
        .anyMatch(file -> file.endsWith("head.safetensors"))
        .anyMatch(file -> file.endsWith("predictions.csv"))
        .anyMatch(file -> file.endsWith("results.csv"));
    assertThat(files(studies, checkpoint)).isEmpty();
  }

  private Program.Ended run(Path study, String... settings) throws Exception {
    Program.Ended ended = program(study).run(0, arguments(settings));
    return ended;
  }

  private static String[] arguments(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("run", StudyFolder.FILE, ONE_JOB));
    arguments.addAll(List.of(settings));
    return arguments.toArray(String[]::new);
  }

  private static Program program(Path study) throws IOException {
    Files.createDirectories(study);
    StudyFolder.writeTrained(study);
    return Program.in(study).withCache(study.resolve("cache")).with("PARFOCAL_LOG", "info");
  }

  /** Digests of all that a study's results consist of, by path. */
  private static Map<String, String> results(Path study) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (String name :
        List.of(
            "results.csv", "predictions.csv", "embeddings.npy", "safetensors", "trained-on.csv")) {
      for (Path file : files(study.resolve("studies"), name)) {
        digests.put(study.relativize(file).toString(), Sha256.ofFile(file));
      }
    }
    return digests;
  }

  private static List<Path> files(Path below, String ending) throws IOException {
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
