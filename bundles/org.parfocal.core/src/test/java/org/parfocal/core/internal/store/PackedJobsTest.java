package org.parfocal.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.Sha256;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.JobRecord.StoredFile;

/** What a run holds of finished jobs says all that it said, and takes little room. */
class PackedJobsTest {
  private static final JobIdentity IDENTITY = new JobIdentity(Map.of("a", "b"), Map.of());

  private static ScoreRow row(
      String variant, boolean pooled, String seed, double value, String note) {
    return new ScoreRow(
        variant,
        "200X",
        pooled,
        seed,
        new Score("auc", Part.SEEN, "=1", value, -0.0, 1e-300, note));
  }

  private static JobRecord record(int job, String message, List<String> warnings) {
    return new JobRecord(
        new JobKey("v", "f", job),
        IDENTITY,
        List.of("benign", "b\u00f6sartig"),
        JobState.DONE,
        1 + job,
        job,
        "2026-11-28T12:00:00.123456Z",
        "",
        0.1 + job,
        message,
        "",
        warnings,
        Map.of("org.parfocal.core", "1.2.3", "commit", "abc"),
        Map.of(
            "predictions.csv", new StoredFile(5_000_000_000L, Sha256.of("p" + job)),
            "samples.csv", new StoredFile(127, Sha256.of("s" + job))));
  }

  @Test
  void rowsAreThoseThatWerePacked() {
    List<ScoreRow> rows = new ArrayList<>();
    // More words than one byte numbers.
    IntStream.range(0, 300).forEach(at -> rows.add(row("v" + at, at % 2 == 0, "all", at, "")));
    rows.add(row("v", false, "-7", Double.NaN, "a\n\"b\", \u00b5 \ud83d\ude00"));
    rows.add(row("v", true, "7", Double.POSITIVE_INFINITY, ""));
    PackedScores scores = new PackedScores();

    byte[] first = scores.packed(rows);
    byte[] second = scores.packed(rows.subList(299, 302));

    assertThat(scores.rows(first)).isEqualTo(rows);
    assertThat(scores.rows(second)).isEqualTo(rows.subList(299, 302));
    assertThat(scores.rows(scores.packed(List.of()))).isEmpty();
  }

  @Test
  void recordsAreThoseThatWerePacked() {
    PackedRecords packing = new PackedRecords();
    List<JobRecord> records =
        IntStream.of(0, 127, 128, 20_000)
            .mapToObj(job -> record(job, "said " + job, List.of("few patients", "of job " + job)))
            .toList();

    List<byte[]> packed = records.stream().map(packing::packed).toList();

    for (int at = 0; at < records.size(); at++) {
      JobRecord record = records.get(at);
      assertThat(packing.record(record.key(), IDENTITY, packed.get(at))).isEqualTo(record);
    }
  }

  @Test
  void aJobTakesLittleMoreThanItsNumbersAndChecksums() {
    PackedRecords records = new PackedRecords();
    PackedScores scores = new PackedScores();
    // Two checksums, a time, an instant in words, eleven numbers of one byte; for files a number
    // and a length of one byte
    // each, and sizes of five and one.
    assertThat(records.packed(record(9, "", List.of()))).hasSize(2 * 32 + 8 + 27 + 11 + 2 * 2 + 6);
    assertThat(scores.packed(List.of(row("v", false, "1", 0.5, "few patients"))))
        .hasSize(3 * Double.BYTES + 5);
  }
}
