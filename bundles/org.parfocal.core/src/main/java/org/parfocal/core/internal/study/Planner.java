package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.Study;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.Variant;
import org.parfocal.core.internal.store.JobFolder;

/** Turns a study into jobs: variants × folds × seeds, in this order. */
final class Planner {
  private Planner() {}

  /** Reads the index of the data set. */
  static Dataset read(StudyParts parts) {
    return guarded("The data set reader", () -> parts.reader().read());
  }

  /** Asks the protocol for its folds. */
  static FoldPlan folds(StudyParts parts, Dataset dataset) {
    FoldPlan plan = guarded("The protocol", () -> parts.protocol().folds(dataset));
    Set<String> names = new HashSet<>();
    for (Fold fold : plan.folds()) {
      if (!names.add(fold.name())) {
        throw new PluginException(
            "The protocol gave two folds the name %s; names of folds must differ."
                .formatted(fold.name()));
      }
    }
    return plan;
  }

  /** The jobs of these folds; nothing is known of their state yet. */
  static StudyPlan jobs(Study study, Dataset dataset, FoldPlan folds) {
    JobIdentity identity = new JobIdentity(study, dataset);
    List<PlannedJob> jobs = new ArrayList<>();
    for (Variant variant : study.variants()) {
      for (Fold fold : folds.folds()) {
        for (long seed : study.seeds()) {
          JobKey key = new JobKey(variant.name(), fold.name(), seed);
          jobs.add(
              new PlannedJob(
                  key,
                  identity.of(variant, fold, seed),
                  JobFolder.path(study.directory(), key),
                  JobState.PLANNED,
                  0,
                  ""));
        }
      }
    }
    return new StudyPlan(study, dataset, folds, jobs);
  }

  private static <T> T guarded(String who, Supplier<T> call) {
    try {
      return call.get();
    } catch (ParfocalException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      if (Stopped.by(e)) {
        throw Stopped.exception();
      }
      throw new PluginException("%s failed: %s.".formatted(who, e), e);
    }
  }
}
