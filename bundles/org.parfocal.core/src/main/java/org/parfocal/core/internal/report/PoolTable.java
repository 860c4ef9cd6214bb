package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredData.StoredFold;

/**
 * The table of a variant whose folds hold out patients and no domain: what each fold (or pool of
 * folds) scores by itself, over all domains and at each that it tests, and the mean of the folds
 * with its spread over them. (The number over all folds and seeds is another one: there the folds'
 * predictions are pooled.)
 */
final class PoolTable {
  /** How the row of means is called. */
  static final String MEAN = "mean of folds";

  private final VariantNumbers numbers;
  private final StoredData data;

  PoolTable(VariantNumbers numbers) {
    this.numbers = numbers;
    this.data = numbers.data();
  }

  String text() {
    List<String> header = new ArrayList<>(List.of("tested", data.field().name()));
    numbers.columns().forEach(column -> header.add(column.heading()));
    MarkdownTable table = new MarkdownTable(header);
    for (String pool : data.pools()) {
      for (String scope : scopes(fold -> fold.pool().equals(pool))) {
        List<String> row = new ArrayList<>(List.of(pool, scope));
        for (MetricColumn column : numbers.columns()) {
          Tally tally = numbers.tally(pool, column, scope);
          NumberStyle style = NumberStyle.of(column);
          row.add(column.equals(numbers.main()) ? tally.cell(style) : tally.plain(style));
        }
        table.add(row);
      }
    }
    numbers.addUnusable(table, header.size());
    if (data.pools().size() > 1) {
      scopes(fold -> true).forEach(scope -> table.add(meanOfPools(scope)));
    }
    return table.text();
  }

  /** All domains together and, if these folds test several, each of them. */
  private List<String> scopes(Predicate<StoredFold> of) {
    List<String> scopes = new ArrayList<>(List.of(Score.ALL));
    List<String> tested = data.domains().stream().filter(domain -> isTested(domain, of)).toList();
    if (tested.size() > 1) {
      scopes.addAll(tested);
    }
    return scopes;
  }

  private boolean isTested(String domain, Predicate<StoredFold> of) {
    return data.folds().stream().anyMatch(fold -> of.test(fold) && fold.tested().contains(domain));
  }

  private List<String> meanOfPools(String scope) {
    List<String> row = new ArrayList<>(List.of(MEAN, scope));
    for (MetricColumn column : numbers.columns()) {
      List<Tally> tallies =
          data.pools().stream()
              .filter(
                  pool ->
                      scope.equals(Score.ALL) || isTested(scope, fold -> fold.pool().equals(pool)))
              .map(pool -> numbers.tally(pool, column, scope))
              .toList();
      row.add(Tally.ofMeans(tallies).spread().cell(NumberStyle.of(column)));
    }
    return row;
  }
}
