package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.Part;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredData.StoredFold;

/**
 * The table of one variant. Where the folds hold domains (magnifications, unless the protocol
 * varies another field) out, it sets what was scored on a domain that training never saw beside
 * what the other folds' models, which had it in training, score on the same domain; the difference
 * is the price of not having seen it.
 */
final class VariantTable {
  private static final List<Part> TEST = List.of(Part.TEST);
  private static final List<Part> SEEN = List.of(Part.SEEN);

  private final StoredData data;
  private final ScoreIndex scores;
  private final List<MetricColumn> columns;
  private final String variant;

  /**
   * A table.
   *
   * @param columns at least one; the first is the main one
   */
  VariantTable(StoredData data, ScoreIndex scores, List<MetricColumn> columns, String variant) {
    this.data = data;
    this.scores = scores;
    this.columns = columns;
    this.variant = variant;
  }

  /** Whether folds hold a domain out and score what training saw beside it. */
  static boolean holdsOut(StoredData data) {
    return data.folds().stream().anyMatch(StoredFold::seen)
        && data.folds().stream().allMatch(fold -> fold.tested().equals(List.of(fold.pool())));
  }

  /** Whether each fold trains on one domain alone, and is tested on the others. */
  static boolean trainsAlone(StoredData data) {
    return data.folds().stream().anyMatch(StoredFold::seen)
        && data.folds().stream().allMatch(fold -> fold.trained().equals(List.of(fold.pool())))
        && data.folds().stream().noneMatch(fold -> fold.tested().contains(fold.pool()));
  }

  String text() {
    if (holdsOut(data)) {
      return heldOut();
    }
    return trainsAlone(data) ? trainedAgainstTested() : byScope();
  }

  private MetricColumn main() {
    return columns.get(0);
  }

  /** The main number alone: the matrix of training against test domain. */
  private String trainedAgainstTested() {
    List<String> domains =
        data.folds().stream()
            .flatMap(fold -> Stream.concat(fold.trained().stream(), fold.tested().stream()))
            .distinct()
            .sorted(SampleField.ORDER)
            .toList();
    List<String> header = new ArrayList<>(List.of(main().heading() + ", trained at"));
    header.addAll(domains);
    header.add("elsewhere");
    MarkdownTable table = new MarkdownTable(header);
    NumberStyle style = NumberStyle.of(main());
    for (String pool : data.pools()) {
      List<String> row = new ArrayList<>(List.of(pool));
      for (String domain : domains) {
        List<Part> part = domain.equals(pool) ? SEEN : TEST;
        row.add(scores.tally(variant, pool, main(), part, domain).plain(style));
      }
      row.add(scores.tally(variant, pool, main(), TEST, Score.ALL).cell(style));
      table.add(row);
    }
    addUnusable(table, header.size());
    return table.text();
  }

  /** A column of numbers, one for each pool, and how they are written. */
  private record Numbers(String heading, NumberStyle style, boolean spread, List<Tally> tallies) {
    String cell(int row) {
      return spread ? tallies.get(row).cell(style) : tallies.get(row).plain(style);
    }
  }

  private String heldOut() {
    List<Numbers> numbers = new ArrayList<>();
    for (MetricColumn column : columns) {
      if (column.equals(main()) && scores.comparesParts(column)) {
        numbers.addAll(price(column));
      } else {
        numbers.add(
            new Numbers(
                column.heading(),
                NumberStyle.of(column),
                column.equals(main()),
                ofPools(pool -> scores.tally(variant, pool, column, Score.ALL))));
      }
    }
    List<String> header = new ArrayList<>(List.of("held out"));
    numbers.forEach(column -> header.add(column.heading()));
    MarkdownTable table = new MarkdownTable(header);
    for (int row = 0; row < data.pools().size(); row++) {
      List<String> cells = new ArrayList<>(List.of(data.pools().get(row)));
      for (Numbers column : numbers) {
        cells.add(column.cell(row));
      }
      table.add(cells);
    }
    addUnusable(table, header.size());
    if (data.pools().size() > 1) {
      List<String> mean = new ArrayList<>(List.of("mean"));
      numbers.forEach(column -> mean.add(Tally.ofMeans(column.tallies()).plain(column.style())));
      table.add(mean);
    }
    return table.text();
  }

  /** Test, seen, and how much worse the test is. */
  private List<Numbers> price(MetricColumn column) {
    NumberStyle style = NumberStyle.of(column);
    List<Tally> test = ofPools(pool -> scores.tally(variant, pool, column, TEST, Score.ALL));
    List<Tally> seen = ofPools(pool -> seen(pool, column));
    List<Tally> lost = new ArrayList<>();
    for (int pool = 0; pool < test.size(); pool++) {
      Tally had = seen.get(pool);
      Tally has = test.get(pool);
      lost.add(
          column.better() == Better.SMALLER
              ? Tally.difference(has, had)
              : Tally.difference(had, has));
    }
    return List.of(
        new Numbers(column.heading() + " test", style, true, test),
        new Numbers(column.heading() + " seen", style, false, seen),
        new Numbers(column.heading() + " lost", style.withSign(), false, lost));
  }

  private List<Tally> ofPools(Function<String, Tally> tally) {
    return data.pools().stream().map(tally).toList();
  }

  /** Pools of which no fold can be made. */
  private void addUnusable(MarkdownTable table, int columns) {
    data.unusable().stream()
        .map(UnusableFold::pool)
        .distinct()
        .filter(pool -> !data.pools().contains(pool))
        .forEach(
            pool -> {
              List<String> row = new ArrayList<>(List.of(pool, "cannot be made"));
              while (row.size() < columns) {
                row.add("–");
              }
              table.add(row);
            });
  }

  /** The domain's score by the models that had it in training. */
  private Tally seen(String domain, MetricColumn column) {
    List<Tally> tallies = new ArrayList<>();
    for (String pool : data.pools()) {
      if (!pool.equals(domain)) {
        tallies.add(scores.tally(variant, pool, column, SEEN, domain));
      }
    }
    return Tally.ofMeans(tallies);
  }

  private String byScope() {
    List<String> header = new ArrayList<>(List.of("tested", data.field().name()));
    columns.forEach(column -> header.add(column.heading()));
    MarkdownTable table = new MarkdownTable(header);
    List<String> scopes = new ArrayList<>(List.of(Score.ALL));
    if (data.domains().size() > 1) {
      scopes.addAll(data.domains());
    }
    for (String pool : data.pools()) {
      for (String scope : scopes) {
        List<String> row = new ArrayList<>(List.of(pool, scope));
        for (MetricColumn column : columns) {
          Tally tally = scores.tally(variant, pool, column, scope);
          NumberStyle style = NumberStyle.of(column);
          row.add(column.equals(main()) ? tally.cell(style) : tally.plain(style));
        }
        table.add(row);
      }
    }
    addUnusable(table, header.size());
    if (data.pools().size() > 1) {
      scopes.forEach(scope -> table.add(meanOfPools(scope)));
    }
    return table.text();
  }

  private List<String> meanOfPools(String scope) {
    List<String> row = new ArrayList<>(List.of("mean", scope));
    for (MetricColumn column : columns) {
      List<Tally> tallies = ofPools(pool -> scores.tally(variant, pool, column, scope));
      row.add(Tally.ofMeans(tallies).plain(NumberStyle.of(column)));
    }
    return row;
  }
}
