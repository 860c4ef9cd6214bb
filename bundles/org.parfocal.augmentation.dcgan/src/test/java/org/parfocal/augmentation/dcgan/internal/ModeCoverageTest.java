package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.testkit.RecordingJob;

/** The planted truth: real images are of two kinds, and so must be the generated ones. */
class ModeCoverageTest {
  private static final GanHyperparameters HYPERPARAMETERS =
      new GanHyperparameters(Discs.SIZE, 100, 8, 80, 16, 5e-4);

  @TempDir Path folder;

  @Test
  void generatedImagesCoverBothModes() {
    TestEngine.start();
    GeneratorStreams streams = new GeneratorStreams(1, "discs");
    List<byte[]> real = Discs.ofBothModes(128, 1);
    RecordingJob job = new RecordingJob(folder.resolve("job"), 1);

    TrainedGenerator generator =
        new GeneratorTraining(HYPERPARAMETERS, job)
            .train("discs", real, streams, new GeneratorCheckpoint(Path.of("none"), 0));
    List<byte[]> generated = new ArrayList<>();
    new ImageMaker(HYPERPARAMETERS, streams).make(generator, 200, generated::add);

    long dark = generated.stream().filter(image -> middle(image) < 100).count();
    long bright = generated.stream().filter(image -> middle(image) > 156).count();
    assertThat(dark).isBetween(40L, 160L);
    assertThat(bright).isBetween(40L, 160L);
    assertThat(Diversity.share(real.subList(0, 64), generated.subList(0, 64))).isBetween(0.7, 1.4);
  }

  /** Mean of the middle 4×4 pixels, which every disc covers; the ground is 128. */
  private static double middle(byte[] image) {
    double sum = 0;
    for (int y = 6; y < 10; y++) {
      for (int i = 3 * (y * Discs.SIZE + 6); i < 3 * (y * Discs.SIZE + 10); i++) {
        sum += image[i] & 255;
      }
    }
    return sum / 48;
  }
}
