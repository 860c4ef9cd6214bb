package org.parfocal.model.dann.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Sample;
import org.parfocal.api.Validation;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;
import org.parfocal.testkit.learning.PixelBackbones;

/** Native memory after a warm-up and after many more steps. */
class MemoryTest {
  private static final long KIBIBYTE = 1024;

  @TempDir Path folder;

  private final PlantedFeatures features = new PlantedFeatures(3, 1);
  private final List<Sample> training = PlantedFeatures.cohort("train", 8, 3, 1);
  private final List<Sample> validation = PlantedFeatures.cohort("validation", 6, 3, 1);

  @Test
  void isFlatOverSteps() throws InterruptedException {
    fit(2);
    long start = held();
    long most = 0;
    for (int repeat = 0; repeat < 3; repeat++) {
      // 70 epochs of three steps: a leak of one representation a step would be 50 KiB.
      fit(70);
      most = Math.max(most, held() - start);
    }
    assertThat(most).isLessThan(8 * KIBIBYTE);
  }

  /** What is left to the collector has gone. */
  private static long held() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return Pointer.totalBytes();
  }

  private void fit(int epochs) {
    new Fitting(epochs, 8, 0.01)
        .dann(features, PixelBackbones.linear(8), Map.of("projection", 8))
        .fit(
            ShuffledGroups.singles(training),
            Validation.of(validation),
            new RecordingJob(folder, 13))
        .close();
  }
}
