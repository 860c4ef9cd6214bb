package org.parfocal.itests.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.parfocal.api.Part;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.StudyResult;
import org.parfocal.core.StudyRunner;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;

/** A study of two magnifications and a few small synthetic images: seconds, training included. */
final class TinyStudy {
  private final Path file;
  private final Path output;

  private TinyStudy(Path folder, String model, String learning) throws IOException {
    this.file = folder.resolve("tiny.yaml");
    this.output = folder.resolve("studies");
    Files.writeString(
        file,
        """
        study: tiny
        output: "%s"
        dataset:
          reader: synthetic
          patients: 12
          places: 2
          image-size: 32
          magnifications: [100X, 200X]
          microns-per-pixel: [1.6, 0.8]
          numerical-apertures: [0.25, 0.4]
        protocol: {split: leave-one-magnification-out, test-patients: 0.34, validation-patients: 0.34}
        images: {size: 32}
        %sseeds: [13]
        variants: {only: {augmentation: none, model: %s}}
        metrics: [classification]
        """
            .formatted(output, learning, model));
  }

  /** A study of a model that needs no backbone. */
  static TinyStudy of(Path folder, String model) throws IOException {
    return new TinyStudy(folder, model, "");
  }

  /** A study of a model that trains a small network. */
  static TinyStudy trained(Path folder, String model) throws IOException {
    return new TinyStudy(
        folder,
        model,
        """
        backbone: {architecture: small-cnn}
        training: {epochs: 2, batch: 8}
        """);
  }

  Path file() {
    return file;
  }

  /** Runs the study; every job must end well. */
  StudyResult run(Platform platform) throws IOException {
    try (OpenStudy open = platform.open(file, List.of())) {
      StudyResult result =
          new StudyRunner().run(open.study(), open.parts(), Set.of(), new ProgressListener() {});
      for (PlannedJob job : result.jobs()) {
        if (job.state() != JobState.DONE) {
          throw new AssertionError(Files.readString(job.directory().resolve("job.json")));
        }
      }
      return result;
    }
  }

  /** A column of all stored predictions of one part. */
  List<String> column(Part part, String name) throws IOException {
    List<String> values = new ArrayList<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path predictions :
          files.filter(path -> path.endsWith("predictions.csv")).sorted().toList()) {
        List<String> lines = Files.readAllLines(predictions);
        List<String> header = Arrays.asList(lines.get(0).split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
          String[] cells = line.split(",", -1);
          if (cells[header.indexOf("part")].equalsIgnoreCase(
              part.name().toLowerCase(Locale.ROOT))) {
            values.add(cells[header.indexOf(name)]);
          }
        }
      }
    }
    return values;
  }
}
