package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.core.JobKey;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;

/** The finished jobs of a study. */
final class FinishedJobs {
  private final StoredPlan plan;
  private final Map<JobKey, JobRecord> done = new HashMap<>();

  FinishedJobs(StoredPlan plan) {
    this.plan = plan;
  }

  void add(JobRecord record) {
    done.put(record.key(), record);
  }

  /** Those of these folds, in their order. */
  List<JobRecord> of(String variant, List<StoredFold> folds, long seed) {
    List<JobRecord> records = new ArrayList<>();
    for (StoredFold fold : folds) {
      JobRecord record = done.get(new JobKey(variant, fold.name(), seed));
      if (record != null) {
        records.add(record);
      }
    }
    return records;
  }

  /** The seeds that a variant is planned for. */
  List<Long> seeds(String variant) {
    return plan.jobs().stream()
        .filter(job -> job.key().variant().equals(variant))
        .map(job -> job.key().seed())
        .distinct()
        .toList();
  }

  /** By seed, then in the order of the folds, those of the seeds that lack no fold. */
  List<JobRecord> ofCompleteSeeds(String variant) {
    List<StoredFold> folds = plan.data(variant).folds();
    List<JobRecord> records = new ArrayList<>();
    for (long seed : seeds(variant)) {
      List<JobRecord> ofSeed = of(variant, folds, seed);
      if (ofSeed.size() == folds.size()) {
        records.addAll(ofSeed);
      }
    }
    return records;
  }
}
