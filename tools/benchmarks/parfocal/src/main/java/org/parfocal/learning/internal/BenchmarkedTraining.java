package org.parfocal.learning.internal;

import java.util.Map;
import org.parfocal.api.Images;
import org.parfocal.benchmarks.HeadTraining;
import org.parfocal.benchmarks.parfocal.Options;
import org.parfocal.learning.Training;

/** The bundle's service as Declarative Services makes it. */
public final class BenchmarkedTraining {
  private BenchmarkedTraining() {}

  /** Training as {@link HeadTraining} says, without transforms. */
  public static Training of(Images images, int epochs) {
    return new TrainingService(
        Options.of(
            TrainingOptions.class,
            Map.of(
                "epochs",
                epochs,
                "batch",
                HeadTraining.BATCH,
                "learning_rate",
                HeadTraining.LEARNING_RATE,
                "schedule",
                "constant",
                "select",
                "last")),
        images,
        (rgb, offset, size, random) -> {});
  }
}
