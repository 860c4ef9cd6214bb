package org.parfocal.core.internal.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.PackedRecords;
import org.parfocal.core.internal.store.PackedScores;

/** Finished jobs and what was scored of each, packed: a study has tens of thousands of them. */
final class HeldJobs {
  private final PackedRecords records = new PackedRecords();
  private final PackedScores scores = new PackedScores();
  private final Map<JobKey, Held> held = new HashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Held(JobIdentity identity, byte[] record, byte[] rows) {}

  void put(JobRecord record, List<ScoreRow> scored) {
    held.put(
        record.key(), new Held(record.identity(), records.packed(record), scores.packed(scored)));
  }

  void remove(JobKey key) {
    held.remove(key);
  }

  boolean has(JobKey key) {
    return held.containsKey(key);
  }

  /** The names of everything that was scored. */
  Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    held.values()
        .forEach(job -> scores.rows(job.rows()).forEach(row -> names.add(row.score().metric())));
    return names;
  }

  Optional<JobRecord> record(JobKey key) {
    return Optional.ofNullable(held.get(key))
        .map(job -> records.record(key, job.identity(), job.record()));
  }

  Optional<List<ScoreRow>> rows(JobKey key) {
    return Optional.ofNullable(held.get(key)).map(job -> scores.rows(job.rows()));
  }
}
