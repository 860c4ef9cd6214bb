package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Magnifications;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredData.StoredFold;

/**
 * The table of one variant. Where the folds hold magnifications out, it sets what was scored on a
 * magnification that training never saw beside what the other folds' models, which had it in
 * training, score on the same magnification; the difference is the price of not having seen it.
 */
final class VariantTable {
  private final StoredData data;
  private final ScoreIndex scores;
  private final Measures measures;
  private final String variant;

  VariantTable(StoredData data, ScoreIndex scores, Measures measures, String variant) {
    this.data = data;
    this.scores = scores;
    this.measures = measures;
    this.variant = variant;
  }

  /** Whether folds hold a magnification out and score what training saw beside it. */
  static boolean holdsOut(StoredData data) {
    return data.folds().stream().anyMatch(StoredFold::seen)
        && data.folds().stream().allMatch(fold -> fold.tested().equals(List.of(fold.group())));
  }

  /** Whether each fold trains at one magnification alone, and is tested at the others. */
  static boolean trainsAlone(StoredData data) {
    return data.folds().stream().anyMatch(StoredFold::seen)
        && data.folds().stream().allMatch(fold -> fold.trained().equals(List.of(fold.group())))
        && data.folds().stream().noneMatch(fold -> fold.tested().contains(fold.group()));
  }

  String text() {
    if (holdsOut(data)) {
      return heldOut();
    }
    return trainsAlone(data) ? trainedAgainstTested() : byScope();
  }

  /** The main measure alone: the matrix of training against test magnification. */
  private String trainedAgainstTested() {
    String main = measures.main();
    List<String> magnifications =
        data.folds().stream()
            .flatMap(fold -> Stream.concat(fold.trained().stream(), fold.tested().stream()))
            .distinct()
            .sorted(Magnifications.ORDER)
            .toList();
    List<String> header = new ArrayList<>(List.of(measures.heading(main) + ", trained at"));
    header.addAll(magnifications);
    header.add("elsewhere");
    MarkdownTable table = new MarkdownTable(header);
    for (String group : data.groups()) {
      List<String> row = new ArrayList<>(List.of(group));
      for (String magnification : magnifications) {
        Part part = magnification.equals(group) ? Part.SEEN : Part.TEST;
        row.add(scores.tally(variant, group, main, part, magnification).plain());
      }
      row.add(scores.tally(variant, group, main, Part.TEST, Score.ALL).cell());
      table.add(row);
    }
    addUnusable(table, header.size());
    return table.text();
  }

  private String heldOut() {
    String main = measures.main();
    String name = measures.heading(main);
    List<String> header =
        new ArrayList<>(List.of("held out", name + " unseen", name + " seen", name + " lost"));
    measures.others().forEach(metric -> header.add(measures.heading(metric)));
    MarkdownTable table = new MarkdownTable(header);
    Map<Integer, List<Tally>> columns = new LinkedHashMap<>();
    for (String group : data.groups()) {
      Tally unseen = scores.tally(variant, group, main, Part.TEST, Score.ALL);
      Tally seen = seen(group, main);
      Tally lost = Tally.difference(seen, unseen);
      List<Tally> others =
          measures.others().stream()
              .map(metric -> scores.tally(variant, group, metric, Part.TEST, Score.ALL))
              .toList();
      List<String> row = new ArrayList<>();
      row.add(group);
      row.addAll(List.of(unseen.cell(), seen.plain(), lost.signed()));
      others.forEach(tally -> row.add(tally.plain()));
      table.add(row);
      List<Tally> all = Stream.concat(Stream.of(unseen, seen, lost), others.stream()).toList();
      for (int column = 0; column < all.size(); column++) {
        columns.computeIfAbsent(column, key -> new ArrayList<>()).add(all.get(column));
      }
    }
    addUnusable(table, header.size());
    if (data.groups().size() > 1) {
      List<String> mean = new ArrayList<>(List.of("mean"));
      columns.forEach(
          (column, tallies) -> {
            Tally over = Tally.ofMeans(tallies);
            mean.add(column == 2 ? over.signed() : over.plain());
          });
      table.add(mean);
    }
    return table.text();
  }

  /** Groups of which no fold can be made. */
  private void addUnusable(MarkdownTable table, int columns) {
    data.unusable().stream()
        .map(UnusableFold::group)
        .distinct()
        .filter(group -> !data.groups().contains(group))
        .forEach(
            group -> {
              List<String> row = new ArrayList<>(List.of(group, "cannot be made"));
              while (row.size() < columns) {
                row.add("–");
              }
              table.add(row);
            });
  }

  /** The magnification's score by the models that had it in training. */
  private Tally seen(String magnification, String metric) {
    List<Tally> tallies = new ArrayList<>();
    for (String group : data.groups()) {
      if (!group.equals(magnification)) {
        tallies.add(scores.tally(variant, group, metric, Part.SEEN, magnification));
      }
    }
    return Tally.ofMeans(tallies);
  }

  private String byScope() {
    List<String> header = new ArrayList<>(List.of("tested", "magnification"));
    measures.names().values().forEach(header::add);
    MarkdownTable table = new MarkdownTable(header);
    List<String> scopes = new ArrayList<>(List.of(Score.ALL));
    if (data.magnifications().size() > 1) {
      scopes.addAll(data.magnifications());
    }
    for (String group : data.groups()) {
      for (String scope : scopes) {
        List<String> row = new ArrayList<>(List.of(group, scope));
        for (String metric : measures.names().keySet()) {
          Tally tally = scores.tally(variant, group, metric, Part.TEST, scope);
          row.add(metric.equals(measures.main()) ? tally.cell() : tally.plain());
        }
        table.add(row);
      }
    }
    addUnusable(table, header.size());
    if (data.groups().size() > 1) {
      scopes.forEach(scope -> table.add(meanOfGroups(scope)));
    }
    return table.text();
  }

  private List<String> meanOfGroups(String scope) {
    List<String> row = new ArrayList<>(List.of("mean", scope));
    for (String metric : measures.names().keySet()) {
      List<Tally> tallies =
          data.groups().stream()
              .map(group -> scores.tally(variant, group, metric, Part.TEST, scope))
              .toList();
      row.add(Tally.ofMeans(tallies).plain());
    }
    return row;
  }
}
