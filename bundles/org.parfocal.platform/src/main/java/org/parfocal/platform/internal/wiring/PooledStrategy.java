package org.parfocal.platform.internal.wiring;

import java.nio.file.Path;
import java.util.List;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.PredictionPooling;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

/** A strategy whose models, fitted or loaded, predict by a pooling. */
record PooledStrategy(ModelStrategy strategy, PredictionPooling pooling) implements ModelStrategy {
  @Override
  public void check() {
    strategy.check();
  }

  @Override
  public List<String> remarks() {
    return strategy.remarks();
  }

  @Override
  public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
    pooling.idle(training.samples()).ifPresent(job::warn);
    return pooling.pooled(strategy.fit(training, validation, job));
  }

  @Override
  public TrainedModel load(Path directory, int classes) {
    return pooling.pooled(strategy.load(directory, classes));
  }
}
