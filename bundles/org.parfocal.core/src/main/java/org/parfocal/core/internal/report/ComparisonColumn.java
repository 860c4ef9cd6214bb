package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.api.Score;
import org.parfocal.core.ScoreRow;

/**
 * A column of the comparison.
 *
 * @param metric that it shows
 * @param heading what the table calls it
 * @param style of its cells
 */
record ComparisonColumn(String metric, String heading, Style style) {
  private static final int SHOWN = 4;
  private static final String UNSEEN = "AUC unseen";
  private static final List<ComparisonColumn> KNOWN =
      List.of(
          new ComparisonColumn("mean-auc", UNSEEN, Style.WITH_INTERVAL),
          new ComparisonColumn("mean-brier", "Brier", Style.PLAIN),
          new ComparisonColumn("worst-auc", "worst AUC", Style.PLAIN),
          new ComparisonColumn("mean-ece", "ECE", Style.PLAIN),
          new ComparisonColumn("signature-size", "signature", Style.COUNT),
          new ComparisonColumn("signature-stability", "stability", Style.WITH_INTERVAL),
          new ComparisonColumn("mean-auc-difference", "AUC gain", Style.DIFFERENCE));

  /** How a number is written; only some intervals are shown, to keep the table narrow. */
  enum Style {
    PLAIN,
    WITH_INTERVAL,
    DIFFERENCE,
    COUNT;

    boolean showsInterval() {
      return this == WITH_INTERVAL || this == DIFFERENCE;
    }

    String cell(Tally tally) {
      return switch (this) {
        case PLAIN -> tally.plain();
        case WITH_INTERVAL -> tally.cell();
        case DIFFERENCE -> tally.signedCell();
        case COUNT -> tally.count();
      };
    }
  }

  /**
   * The columns for these rows: the customary ones if they are there, else whatever is.
   *
   * @param unseen whether what the folds are tested at was held out of their training
   */
  static List<ComparisonColumn> of(List<ScoreRow> rows, boolean unseen) {
    Set<String> present =
        rows.stream()
            .map(ScoreRow::score)
            .filter(score -> score.scope().equals(Score.ALL))
            .map(Score::metric)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<ComparisonColumn> columns =
        new ArrayList<>(KNOWN.stream().filter(known -> present.contains(known.metric())).toList());
    if (columns.isEmpty()) {
      present.stream()
          .limit(SHOWN)
          .forEach(name -> columns.add(new ComparisonColumn(name, name, Style.WITH_INTERVAL)));
    }
    columns.replaceAll(column -> unseen ? column : column.plainlyNamed());
    return List.copyOf(columns);
  }

  private ComparisonColumn plainlyNamed() {
    return heading.equals(UNSEEN) ? new ComparisonColumn(metric, "AUC", style) : this;
  }

  /** Whether this is a number of the column. */
  boolean shows(Score score) {
    return score.metric().equals(metric) && score.scope().equals(Score.ALL);
  }
}
