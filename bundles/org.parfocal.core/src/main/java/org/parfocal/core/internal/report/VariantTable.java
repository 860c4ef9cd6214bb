package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Part;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.core.internal.store.StoredData;

/**
 * The table of one variant. Where the folds hold domains (magnifications, unless the protocol
 * varies another field) out, it sets what was scored on a domain that training never saw beside
 * what the other folds' models, which had it in training, score on the same domain; the difference
 * is the price of not having seen it.
 */
final class VariantTable {
  private static final List<Part> TEST = List.of(Part.TEST);
  private static final List<Part> SEEN = List.of(Part.SEEN);

  private final VariantNumbers numbers;
  private final StoredData data;

  VariantTable(VariantNumbers numbers) {
    this.numbers = numbers;
    this.data = numbers.data();
  }

  String text() {
    if (data.holdsOut()) {
      return heldOut();
    }
    return data.trainsAlone() ? trainedAgainstTested() : new PoolTable(numbers).text();
  }

  /** The main number alone: the matrix of training against test domain. */
  private String trainedAgainstTested() {
    List<String> domains =
        data.folds().stream()
            .flatMap(fold -> Stream.concat(fold.trained().stream(), fold.tested().stream()))
            .distinct()
            .sorted(SampleField.ORDER)
            .toList();
    List<String> header = new ArrayList<>(List.of(numbers.main().heading() + ", trained at"));
    header.addAll(domains);
    header.add("elsewhere");
    MarkdownTable table = new MarkdownTable(header);
    NumberStyle style = NumberStyle.of(numbers.main());
    for (String pool : data.pools()) {
      List<String> row = new ArrayList<>(List.of(pool));
      for (String domain : domains) {
        List<Part> part = domain.equals(pool) ? SEEN : TEST;
        row.add(numbers.tally(pool, numbers.main(), part, domain).plain(style));
      }
      row.add(numbers.tally(pool, numbers.main(), TEST, Score.ALL).cell(style));
      table.add(row);
    }
    numbers.addUnusable(table, header.size());
    return table.text();
  }

  /** A column of numbers, one for each pool and then their mean. */
  private record Numbers(String heading, NumberStyle style, List<Tally> tallies, Tally mean) {}

  private String heldOut() {
    List<Numbers> shown = new ArrayList<>();
    for (MetricColumn column : numbers.columns()) {
      if (column.equals(numbers.main()) && numbers.scores().comparesParts(column)) {
        shown.addAll(price(column));
      } else {
        List<Tally> tallies = ofPools(pool -> numbers.tally(pool, column, Score.ALL));
        NumberStyle style = NumberStyle.of(column);
        shown.add(
            column.equals(numbers.main())
                ? new Numbers(column.heading(), style, tallies, Tally.ofMeans(tallies))
                : new Numbers(
                    column.heading(),
                    style,
                    tallies.stream().map(Tally::alone).toList(),
                    Tally.ofMeans(tallies)));
      }
    }
    List<String> header = new ArrayList<>(List.of("held out"));
    shown.forEach(column -> header.add(column.heading()));
    MarkdownTable table = new MarkdownTable(header);
    for (int row = 0; row < data.pools().size(); row++) {
      List<String> cells = new ArrayList<>(List.of(data.pools().get(row)));
      for (Numbers column : shown) {
        cells.add(column.tallies().get(row).cell(column.style()));
      }
      table.add(cells);
    }
    numbers.addUnusable(table, header.size());
    if (data.pools().size() > 1) {
      List<String> mean = new ArrayList<>(List.of("mean"));
      shown.forEach(column -> mean.add(column.mean().cell(column.style())));
      table.add(mean);
    }
    return table.text();
  }

  /** Test, seen, and how much worse the test is, as the rows over all folds and seeds say. */
  private List<Numbers> price(MetricColumn column) {
    NumberStyle style = NumberStyle.of(column);
    List<Tally> test =
        ofPools(
            pool -> {
              Tally tally = numbers.tally(pool, column, TEST, Score.ALL);
              return numbers.overSeeds(column.mean(), pool).map(tally::as).orElse(tally);
            });
    List<Tally> seen = overSeeds(column.seen(), test);
    List<Tally> lost = overSeeds(column.lost(), test);
    return List.of(
        new Numbers(column.heading() + " test", style, test, mean(column.mean(), test)),
        new Numbers(
            column.heading() + " seen",
            style,
            seen.stream().map(Tally::alone).toList(),
            mean(column.seen(), seen).alone()),
        new Numbers(
            column.heading() + " lost",
            NumberStyle.of(column.lost()),
            lost,
            mean(column.lost(), lost)));
  }

  /** Of each pool; where it or another one is missing, so is this. */
  private List<Tally> overSeeds(MetricColumn column, List<Tally> test) {
    boolean missing = test.stream().anyMatch(tally -> tally.missing() > 0);
    return ofPools(
        pool ->
            missing
                ? Tally.of(List.of(), 1)
                : numbers
                    .overSeeds(column, pool)
                    .map(score -> Tally.of(List.of(score), 0))
                    .orElseGet(() -> Tally.of(List.of(), 1)));
  }

  private Tally mean(MetricColumn column, List<Tally> pools) {
    Tally mean = Tally.ofMeans(pools);
    return numbers.overSeeds(column, Score.ALL).map(mean::as).orElse(mean);
  }

  private List<Tally> ofPools(Function<String, Tally> tally) {
    return data.pools().stream().map(tally).toList();
  }
}
