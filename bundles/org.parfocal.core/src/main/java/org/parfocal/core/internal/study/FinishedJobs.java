package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredPlan;

/** The finished jobs of a study, and what was scored of each. */
final class FinishedJobs {
  private final StoredPlan plan;
  private final Map<JobKey, JobRecord> done = new HashMap<>();
  private final Map<JobKey, List<ScoreRow>> rows = new HashMap<>();

  FinishedJobs(StoredPlan plan) {
    this.plan = plan;
  }

  void add(JobRecord record, List<ScoreRow> scored) {
    done.put(record.key(), record);
    rows.put(record.key(), scored);
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
    return plan.jobs().stream().map(job -> done.get(job.key())).filter(Objects::nonNull).toList();
  }

  /** The rows of a job, if it is finished. */
  Optional<List<ScoreRow>> rows(JobKey key) {
    return Optional.ofNullable(rows.get(key));
  }

  /** The names of everything that was scored. */
  Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    rows.values().forEach(scored -> scored.forEach(row -> names.add(row.score().metric())));
    return names;
  }

  /** Forgets a job that is reported no longer. */
  void remove(JobKey key) {
    done.remove(key);
    rows.remove(key);
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

  /** Those of them that lack no fold. */
  List<Long> completeSeeds(String variant) {
    List<StoredFold> folds = plan.data(variant).folds();
    return seeds(variant).stream()
        .filter(seed -> of(variant, folds, seed).size() == folds.size())
        .toList();
  }

  /** By seed, then in the order of the folds, the jobs of the complete seeds. */
  List<JobRecord> ofCompleteSeeds(String variant) {
    List<StoredFold> folds = plan.data(variant).folds();
    return completeSeeds(variant).stream()
        .flatMap(seed -> of(variant, folds, seed).stream())
        .toList();
  }
}
