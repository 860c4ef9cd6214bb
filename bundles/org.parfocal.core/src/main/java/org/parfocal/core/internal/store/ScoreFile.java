package org.parfocal.core.internal.store;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import org.parfocal.api.Score;
import org.parfocal.core.ScoreRow;

/** {@code results.csv}: one row a score; an empty value is one that does not exist. */
public final class ScoreFile {
  private ScoreFile() {}

  /** The file's text. */
  public static String text(String study, List<ScoreRow> rows) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, CsvText.FORMAT)) {
      printer.printRecord(
          "study", "variant", "fold", "pooled", "seed", "metric", "part", "scope", "value", "low",
          "high", "note");
      for (ScoreRow row : rows) {
        Score score = row.score();
        printer.printRecord(
            CsvText.guarded(study),
            CsvText.guarded(row.variant()),
            CsvText.guarded(row.fold()),
            row.pooled(),
            CsvText.guarded(row.seed()),
            CsvText.guarded(score.metric()),
            score.part().label(),
            CsvText.guarded(score.scope()),
            CsvText.number(score.value()),
            CsvText.number(score.low()),
            CsvText.number(score.high()),
            CsvText.guarded(score.note()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return text.toString();
  }
}
