package org.parfocal.core.internal.study;

import java.util.List;
import java.util.Optional;
import org.parfocal.api.Fold;
import org.parfocal.api.JobContext;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainedModel.Output;

/**
 * What came of fitting a fold, once or twice.
 *
 * @param model the job's
 * @param trainedOn the samples that it learnt from
 * @param validated what the first model says of the validation samples, if the second learnt from
 *     them; nothing otherwise
 */
record FoldFit(TrainedModel model, List<Sample> trainedOn, List<Output> validated)
    implements AutoCloseable {
  /** Fits one fold. */
  interface Fit {
    TrainedModel of(Fold fold, JobContext job);
  }

  /** Fits, and fits again with the validation samples if that was asked for. */
  static FoldFit of(Fit fit, Fold fold, RunningJob job) {
    TrainedModel first = fit.of(fold, job);
    Optional<RefitJob> again = job.refitted();
    if (again.isEmpty()) {
      return new FoldFit(first, fold.training(), List.of());
    }
    List<Output> validated;
    try (first) {
      validated = FoldPredictions.of(first, fold.validation(), job);
    }
    Fold both = fold.refitted();
    return new FoldFit(fit.of(both, again.get()), both.training(), validated);
  }

  @Override
  public void close() {
    model.close();
  }
}
