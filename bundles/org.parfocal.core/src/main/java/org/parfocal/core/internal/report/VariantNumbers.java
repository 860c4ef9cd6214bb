package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.internal.store.StoredData;

/**
 * What the tables of one variant show.
 *
 * @param data whose folds were scored
 * @param scores of all variants
 * @param columns at least one; the first is the main one
 * @param variant its name
 */
record VariantNumbers(
    StoredData data, ScoreIndex scores, List<MetricColumn> columns, String variant) {
  MetricColumn main() {
    return columns.get(0);
  }

  Tally tally(String pool, MetricColumn column, String scope) {
    return scores.tally(variant, pool, column, scope);
  }

  Tally tally(String pool, MetricColumn column, List<Part> parts, String scope) {
    return scores.tally(variant, pool, column, parts, scope);
  }

  Optional<Score> overSeeds(MetricColumn column, String scope) {
    return scores.overSeeds(variant, column, scope);
  }

  /** A table's rows for the pools of which no fold can be made. */
  void addUnusable(MarkdownTable table, int cells) {
    data.unusable().stream()
        .map(UnusableFold::pool)
        .distinct()
        .filter(pool -> !data.pools().contains(pool))
        .forEach(
            pool -> {
              List<String> row = new ArrayList<>(List.of(pool, "cannot be made"));
              while (row.size() < cells) {
                row.add("–");
              }
              table.add(row);
            });
  }
}
