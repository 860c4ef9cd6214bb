package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;

/** The finished jobs of a study, and what was scored of each. */
final class FinishedJobs {
  private final StoredPlan plan;
  private final HeldJobs jobs = new HeldJobs();

  FinishedJobs(StoredPlan plan) {
    this.plan = plan;
  }

  void add(JobRecord record, List<ScoreRow> scored) {
    jobs.put(record, scored);
  }

  /**
   * What the plugins of the jobs said should stand beside the results, in the order of the plan.
   */
  List<String> warnings() {
    return records().stream()
        .flatMap(
            record -> record.warnings().stream().map(said -> "Job " + record.key() + ": " + said))
        .toList();
  }

  /** In the order of the plan. */
  List<JobRecord> records() {
    return plan.jobs().stream().flatMap(job -> jobs.record(job.key()).stream()).toList();
  }

  /** The rows of a job, if it is finished. */
  Optional<List<ScoreRow>> rows(JobKey key) {
    return jobs.rows(key);
  }

  /** The names of everything that was scored. */
  Set<String> metrics() {
    return jobs.metrics();
  }

  /** Forgets a job that is reported no longer. */
  void remove(JobKey key) {
    jobs.remove(key);
  }

  /** Those of these folds, in their order. */
  List<JobRecord> of(String variant, List<StoredFold> folds, long seed) {
    List<JobRecord> records = new ArrayList<>();
    for (StoredFold fold : folds) {
      jobs.record(new JobKey(variant, fold.name(), seed)).ifPresent(records::add);
    }
    return records;
  }

  /** How many of these folds are not finished. */
  int missing(String variant, List<StoredFold> folds, long seed) {
    return (int)
        folds.stream().filter(fold -> !jobs.has(new JobKey(variant, fold.name(), seed))).count();
  }

  /** The seeds that a variant is planned for. */
  List<Long> seeds(String variant) {
    return plan.jobs().stream()
        .filter(job -> job.key().variant().equals(variant))
        .map(job -> job.key().seed())
        .distinct()
        .toList();
  }

  /** Those of them that lack no fold. */
  List<Long> completeSeeds(String variant) {
    List<StoredFold> folds = plan.data(variant).folds();
    return seeds(variant).stream().filter(seed -> missing(variant, folds, seed) == 0).toList();
  }

  /** By seed, then in the order of the folds, the jobs of the complete seeds. */
  List<JobRecord> ofCompleteSeeds(String variant) {
    List<StoredFold> folds = plan.data(variant).folds();
    return completeSeeds(variant).stream()
        .flatMap(seed -> of(variant, folds, seed).stream())
        .toList();
  }
}
