package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.Validation;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;

/** Native memory after a warm-up and after many more epochs. */
class MemoryTest {
  private static final long KIBIBYTE = 1024;

  @TempDir Path folder;

  private TestImages images = new TestImages(6);
  private final List<Sample> samples = TestImages.cohort("train", 32);
  private final List<Sample> validation = TestImages.cohort("validation", 8);

  @Test
  void isFlatOverEpochsOfPixels() {
    assertFlat(new TestBackbones(false));
  }

  @Test
  void isFlatOverEpochsOfCachedEmbeddings() {
    assertFlat(new TestBackbones(true));
  }

  /**
   * JavaCPP's count above does not see what arrays hold, resident memory does: a batch of these
   * images is 384 KiB, so that one lost in each epoch would be 38 MiB.
   */
  @Test
  void holdsTheImagesOfAFewBatchesOnly() {
    images = new TestImages(64);
    TestBackbones backbones = new TestBackbones(false);
    fit(backbones, 20);
    long start = Pointer.physicalBytes();
    fit(backbones, 100);
    assertThat(Pointer.physicalBytes() - start).isLessThan(16 * KIBIBYTE * KIBIBYTE);
  }

  private void assertFlat(TestBackbones backbones) {
    fit(backbones, 2);
    long start = Pointer.totalBytes();
    long most = 0;
    for (int repeat = 0; repeat < 3; repeat++) {
      // 50 epochs of four steps: 200 steps. A leak of one embedding matrix a step would be 26 KiB.
      fit(backbones, 50);
      most = Math.max(most, Pointer.totalBytes() - start);
    }
    assertThat(most).isLessThan(8 * KIBIBYTE);
  }

  private void fit(TestBackbones backbones, int epochs) {
    TestTraining training = new TestTraining();
    training.epochs = epochs;
    training.images = images;
    try (TrainedModel model =
        training
            .service()
            .fit(
                backbones,
                TestObjective::new,
                ShuffledGroups.singles(samples),
                Validation.of(validation),
                new RecordingJob(folder, 13))) {
      assertThat(model.predict(validation)).hasSize(8);
    }
  }
}
