package org.parfocal.core.internal.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.ScoreRow;

/** The main score of a finished job in a few words: {@code AUC 0.871 unseen, 0.942 seen}. */
final class Headline {
  private static final String AUC = "auc";

  private Headline() {}

  static String of(List<ScoreRow> rows) {
    Optional<Score> test = find(rows, Part.TEST, AUC);
    if (test.isEmpty()) {
      test =
          rows.stream()
              .map(ScoreRow::score)
              .filter(score -> score.part() == Part.TEST && score.scope().equals(Score.ALL))
              .findFirst();
    }
    if (test.isEmpty()) {
      return "not scored";
    }
    String metric = test.get().metric();
    String name = metric.equals(AUC) ? "AUC" : metric;
    Optional<Score> seen = find(rows, Part.SEEN, metric);
    return seen.isEmpty()
        ? "%s %s".formatted(name, value(test.get()))
        : "%s %s unseen, %s seen".formatted(name, value(test.get()), value(seen.get()));
  }

  private static Optional<Score> find(List<ScoreRow> rows, Part part, String metric) {
    return rows.stream()
        .map(ScoreRow::score)
        .filter(score -> score.part() == part && score.metric().equals(metric))
        .filter(score -> score.scope().equals(Score.ALL))
        .findFirst();
  }

  private static String value(Score score) {
    return Double.isNaN(score.value())
        ? "undefined"
        : String.format(Locale.ROOT, "%.3f", score.value());
  }
}
