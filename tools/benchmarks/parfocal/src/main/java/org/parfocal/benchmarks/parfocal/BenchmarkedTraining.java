package org.parfocal.benchmarks.parfocal;

import java.util.List;
import java.util.Map;
import org.parfocal.api.Images;
import org.parfocal.benchmarks.HeadTraining;
import org.parfocal.learning.Training;
import org.parfocal.learning.internal.loop.TrainingOptions;
import org.parfocal.learning.internal.loop.TrainingService;
import org.parfocal.testkit.OptionValues;

/** The bundle's service as Declarative Services makes it. */
final class BenchmarkedTraining {
  private BenchmarkedTraining() {}

  /** Training as {@link HeadTraining} says, without transforms. */
  static Training of(Images images, int epochs) {
    return new TrainingService(
        OptionValues.of(
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
        List.of(),
        null);
  }
}
