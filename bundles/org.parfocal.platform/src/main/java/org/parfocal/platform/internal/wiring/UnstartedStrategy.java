package org.parfocal.platform.internal.wiring;

import java.nio.file.Path;
import java.util.List;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/**
 * Stands for the strategy of a variant one of whose plugins did not start: its jobs fail, and those
 * of the study's other variants run.
 */
record UnstartedStrategy(String variant, FailedStart why) implements ModelStrategy {
  @Override
  public List<String> remarks() {
    return List.of("All jobs of the variant %s fail: %s".formatted(variant, why.getMessage()));
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    throw why;
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    throw why;
  }
}
