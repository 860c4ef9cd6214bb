package org.parfocal.core.internal.study;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.Sections;
import org.parfocal.api.Sha256;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.Study;
import org.parfocal.core.StudyParts;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.JobRecord.StoredFile;
import org.parfocal.core.internal.store.KnownScores;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.text.Json;

/**
 * Scores finished jobs, pools and variants by the study's metrics; what was scored before is not
 * scored again.
 *
 * <p>Scores are pure functions of stored files. So they are known by the checksums of these, by
 * what else an {@link Outcome} tells, by the metrics' options and code, and by the Java that ran
 * them, whose elementary functions may differ in the last bit. Where a metric failed, the scores
 * are computed again by the next process.
 */
final class Scoring {
  private static final String FORMAT = "scores 1";
  private static final StoredFile NONE = new StoredFile(0, "");

  private final Study study;
  private final StoredPlan plan;
  private final StudyParts parts;
  private final StoredOutcomes outcomes;
  private final MetricCalls metrics;
  private final KnownScores known;
  private SoftReference<Read> reference = new SoftReference<>(null);

  /** Outcomes, and the jobs that they are of. */
  private record Read(List<JobRecord> records, List<Outcome> outcomes) {}

  /** What a metric is asked for. */
  @FunctionalInterface
  private interface Scored {
    List<ScoreRow> rows() throws IOException;
  }

  Scoring(
      Disk disk,
      Study study,
      StoredPlan plan,
      StudyParts parts,
      MetricCalls metrics,
      KnownScores known,
      Map<JobKey, JobKey> places) {
    this.study = study;
    this.plan = plan;
    this.parts = parts;
    this.metrics = metrics;
    this.known = known;
    outcomes = new StoredOutcomes(disk, study.directory(), plan, places);
  }

  /**
   * Of one job.
   *
   * @throws IOException if its predictions are missing or damaged
   */
  List<ScoreRow> ofJob(JobRecord record) throws IOException {
    return scoredOnce(
        add(key("job"), List.of(record)), () -> metrics.score(outcomes.of(record), false));
  }

  /**
   * Of the predictions of several jobs of one variant and seed together.
   *
   * @param pool what the folds are called together
   * @throws IOException if the predictions of one of them are missing or damaged
   */
  List<ScoreRow> ofPool(String pool, List<JobRecord> records) throws IOException {
    return scored(
        add(key("pool").add(pool), records),
        () -> metrics.score(outcomes.pooled(pool, records), true));
  }

  /**
   * Of all jobs of a variant.
   *
   * @param compared the jobs of the first variant; may be empty
   * @throws IOException if the predictions of one of them are missing or damaged
   */
  List<ScoreRow> ofVariant(String variant, List<JobRecord> own, List<JobRecord> compared)
      throws IOException {
    Sha256 key = add(add(key("variant").add(variant), own).add("beside"), compared);
    return scored(key, () -> metrics.score(variant, read(own), reference(compared)));
  }

  /**
   * What a measure says of one part of a job, by which its option is chosen. The metric is shown
   * this part as the test, and the validation part, on which thresholds are fixed, and nothing
   * else.
   *
   * @return NaN where it is undefined
   * @throws IOException if the job's predictions are missing or damaged
   */
  double judged(JobRecord record, Part part, String measure) throws IOException {
    Sha256 key = add(key("judged").add(part.label(), measure), List.of(record));
    return scoredOnce(key, () -> metrics.score(outcomes.of(record).judgedBy(part), measure))
        .stream()
        .map(ScoreRow::score)
        .filter(score -> score.metric().equals(measure) && score.scope().equals(Score.ALL))
        .filter(score -> score.part() == Part.TEST)
        .mapToDouble(Score::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Forgets what this study no longer has. */
  void forgetOthers() {
    known.forgetOthers();
  }

  /** What this process asks for again and again, as often as results are written. */
  private List<ScoreRow> scored(Sha256 of, Scored scored) throws IOException {
    String key = of.hex();
    Optional<List<ScoreRow>> before = known.rows(key);
    if (before.isPresent()) {
      return before.get();
    }
    List<ScoreRow> rows = computed(key, scored);
    known.add(key, rows);
    return rows;
  }

  /** What this process asks for once, since the scores of jobs are held with the jobs. */
  private List<ScoreRow> scoredOnce(Sha256 of, Scored scored) throws IOException {
    String key = of.hex();
    Optional<List<ScoreRow>> before = known.take(key);
    return before.isPresent() ? before.get() : computed(key, scored);
  }

  private List<ScoreRow> computed(String key, Scored scored) throws IOException {
    int failed = metrics.failed();
    List<ScoreRow> rows = scored.rows();
    if (metrics.failed() == failed) {
      known.keep(key, rows);
    }
    return rows;
  }

  /** Of the code, which may be replaced while the study runs, and its options. */
  private Sha256 key(String what) {
    Map<String, Object> options = study.configuration();
    return new Sha256()
        .add(FORMAT, what, Runtime.version().toString(), System.getProperty("os.arch", ""))
        .add(Json.canonical(options.get(Sections.METRICS)), Json.canonical(parts.metricBundles()));
  }

  private Sha256 add(Sha256 key, List<JobRecord> records) {
    for (JobRecord record : records) {
      key.add(
          record.key().variant(),
          record.key().fold(),
          Long.toString(record.key().seed()),
          Integer.toString(plan.data(record.key().variant()).repeat(record.key().fold())),
          plan.data(record.key().variant()).field().name(),
          Json.canonical(record.classes()),
          record.files().getOrDefault(JobFolder.PREDICTIONS, NONE).sha256(),
          record.files().getOrDefault(JobFolder.SAMPLES, NONE).sha256(),
          record.files().getOrDefault(JobFolder.EMBEDDINGS, NONE).sha256());
    }
    return key;
  }

  private List<Outcome> read(List<JobRecord> records) throws IOException {
    List<Outcome> read = new ArrayList<>();
    for (JobRecord record : records) {
      read.add(outcomes.of(record));
    }
    return read;
  }

  /** Every variant but the first is compared with the same ones: they are read once. */
  private List<Outcome> reference(List<JobRecord> records) throws IOException {
    Read last = reference.get();
    if (last == null || !last.records().equals(records)) {
      last = new Read(records, read(records));
      reference = new SoftReference<>(last);
    }
    return last.outcomes();
  }
}
