package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.ScoreRow;

/**
 * The table of a number that a metric gives for several scopes over all folds, for example for each
 * pair of domains: one row for each scope and part, one column for each variant.
 */
final class ScopeTable {
  private record Scope(String name, Part part) {}

  private ScopeTable() {}

  static String text(MetricColumn column, List<ScoreRow> rows) {
    Map<Scope, Map<String, List<Score>>> scopes = new LinkedHashMap<>();
    List<String> variants = new ArrayList<>();
    for (ScoreRow row : rows) {
      Score score = row.score();
      if (row.fold().equals(StudyScore.ALL_FOLDS)
          && score.metric().equals(column.name())
          && !score.scope().equals(Score.ALL)) {
        if (!variants.contains(row.variant())) {
          variants.add(row.variant());
        }
        scopes
            .computeIfAbsent(new Scope(score.scope(), score.part()), any -> new LinkedHashMap<>())
            .computeIfAbsent(row.variant(), any -> new ArrayList<>())
            .add(score);
      }
    }
    List<String> header = new ArrayList<>(List.of(column.heading(), "part"));
    header.addAll(variants);
    MarkdownTable table = new MarkdownTable(header);
    scopes.forEach(
        (scope, ofVariants) -> {
          List<String> cells = new ArrayList<>(List.of(scope.name(), scope.part().label()));
          for (String variant : variants) {
            List<Score> scores = ofVariants.getOrDefault(variant, List.of());
            cells.add(scores.isEmpty() ? "–" : Tally.of(scores, 0).cell(NumberStyle.of(column)));
          }
          table.add(cells);
        });
    return table.text();
  }
}
