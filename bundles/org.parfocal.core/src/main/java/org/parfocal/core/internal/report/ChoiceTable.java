package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.parfocal.core.Selection;
import org.parfocal.core.text.Csv;
import org.parfocal.core.text.Markdown;

/**
 * Which option of each variant was chosen for each fold and seed, and how stable the choice is: the
 * share of the option that was chosen most often, and the share of the pairs of choices that agree
 * (the observed agreement of Fleiss, Psychological Bulletin 76, 1971).
 */
final class ChoiceTable {
  static final List<String> HEADER =
      List.of(
          "study", "variant", "by", "measure", "fold", "seed", "option", "value", "chosen", "note");

  private final List<Choice> choices;

  ChoiceTable(List<Choice> choices) {
    this.choices = choices;
  }

  /** Everything that was compared, one row for each option, fold, seed and method. */
  String csv(String study) {
    List<List<?>> rows = new ArrayList<>();
    for (Choice choice : choices) {
      Selection selection = choice.selection();
      List<Object> of =
          List.of(
              study,
              selection.variant(),
              selection.by().label(),
              selection.measure(),
              choice.fold(),
              choice.seed());
      for (int place = 0; place < Math.max(1, choice.options().size()); place++) {
        List<Object> row = new ArrayList<>(of);
        boolean judged = !choice.options().isEmpty();
        row.add(judged ? choice.options().get(place).variant() : "");
        row.add(judged ? choice.options().get(place).value() : Double.NaN);
        row.add(choice.chosen().equals(Optional.of(place)));
        row.add(choice.why());
        rows.add(row);
      }
    }
    return Csv.text(HEADER, rows);
  }

  /** The choices as {@code results.json} has them; what was compared stands in the table. */
  List<Map<String, Object>> members() {
    return choices.stream().map(ChoiceTable::members).toList();
  }

  private static Map<String, Object> members(Choice choice) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("reportedAs", choice.reported().variant());
    members.put("by", choice.selection().by().label());
    members.put("measure", choice.selection().measure());
    members.put("fold", choice.fold());
    members.put("seed", choice.seed());
    members.put("option", choice.job().map(job -> job.variant()).orElse(""));
    members.put("note", choice.why());
    return members;
  }

  /** A section of the page; empty if nothing is chosen. */
  String text() {
    if (choices.isEmpty()) {
      return "";
    }
    List<Long> seeds = choices.stream().map(Choice::seed).distinct().toList();
    List<String> header = new ArrayList<>(List.of("chosen", "fold"));
    seeds.forEach(seed -> header.add("seed " + seed));
    MarkdownTable table = new MarkdownTable(header);
    StringBuilder remarks = new StringBuilder();
    choices.stream()
        .collect(Collectors.groupingBy(Choice::selection, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (selection, own) -> {
              own.stream()
                  .collect(
                      Collectors.groupingBy(Choice::fold, LinkedHashMap::new, Collectors.toList()))
                  .forEach(
                      (fold, ofSeeds) -> {
                        List<String> row = new ArrayList<>(List.of(selection.name(), fold));
                        ofSeeds.forEach(choice -> row.add(cell(choice)));
                        table.add(row);
                      });
              remarks.append(
                  "- %s: %s%s\n"
                      .formatted(
                          Markdown.inline(selection.name()), said(selection), stability(own)));
            });
    return "\n## Selection\n\n%s\n%s".formatted(table.text(), remarks);
  }

  private static String said(Selection selection) {
    String among =
        "one of %d options for each fold and seed, by %s "
            .formatted(selection.options().size(), Markdown.inline(selection.measure()));
    return among
        + switch (selection.by()) {
          case VALIDATION -> "of the fold's validation patients, at what it trains on";
          case LEAVE_ONE_MAGNIFICATION_OUT ->
              "of inner folds that hold out what the fold trains on, one after the other";
          case ORACLE -> "of the test itself: what the best choice could have given, and no result";
        };
  }

  /** What an option has that others of its variant have not. */
  private static String cell(Choice choice) {
    String prefix = choice.selection().variant() + ",";
    return choice
        .job()
        .map(job -> job.variant())
        .map(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name)
        .orElse("missing");
  }

  private static String stability(List<Choice> own) {
    Map<String, Long> counts =
        own.stream()
            .filter(choice -> choice.chosen().isPresent())
            .collect(
                Collectors.groupingBy(
                    ChoiceTable::cell, LinkedHashMap::new, Collectors.counting()));
    long made = counts.values().stream().mapToLong(Long::longValue).sum();
    if (made < 2) {
      return "";
    }
    String commonest =
        counts.entrySet().stream()
            .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
            .map(Map.Entry::getKey)
            .orElseThrow();
    long agreeing = counts.values().stream().mapToLong(count -> count * (count - 1)).sum();
    return "; most often %s, in %d of %d; of the pairs of choices %s agree"
        .formatted(
            Markdown.inline(commonest),
            Objects.requireNonNull(counts.get(commonest)),
            made,
            String.format(Locale.ROOT, "%.2f", (double) agreeing / (made * (made - 1))));
  }
}
