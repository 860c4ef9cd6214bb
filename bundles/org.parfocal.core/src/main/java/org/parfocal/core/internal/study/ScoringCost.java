package org.parfocal.core.internal.study;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.parfocal.api.OutputException;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.KnownScores;
import org.parfocal.core.internal.store.StoredPlan;

/**
 * What it takes to score a study, measured on a small one.
 *
 * @param seconds for a job
 * @param bytes that the files of results take for a job
 */
record ScoringCost(double seconds, double bytes) {
  private static final int WARM_UP = 2;

  /**
   * Scores finished jobs.
   *
   * @param small whose jobs are done
   * @param records of all of its jobs
   * @param clock in nanoseconds
   */
  static ScoringCost of(
      Disk disk, StudyPlan small, List<JobRecord> records, StudyParts parts, LongSupplier clock) {
    StoredPlan stored = StoredPlan.of(small, Map.of());
    for (int time = 0; time < WARM_UP; time++) {
      score(disk, small, stored, records, parts);
    }
    long start = clock.getAsLong();
    score(disk, small, stored, records, parts);
    double seconds = (clock.getAsLong() - start) / 1e9;
    long files =
        DiskUse.of(small.study().directory())
            - small.jobs().stream().mapToLong(job -> DiskUse.of(job.directory())).sum();
    return new ScoringCost(seconds / records.size(), (double) files / records.size());
  }

  private static void score(
      Disk disk, StudyPlan small, StoredPlan stored, List<JobRecord> records, StudyParts parts) {
    try {
      StudyScores scores = new StudyScores(disk, small.study(), stored, parts, KnownScores.none());
      for (JobRecord record : records) {
        scores.add(record, new StoredPlan.StoredJob(record.key(), record.identity()));
      }
      scores.results(small.jobs(), Set.of(), Set.of());
    } catch (IOException e) {
      throw new OutputException("Measured jobs cannot be read again: " + e.getMessage(), e);
    }
  }
}
