package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;
import org.parfocal.core.text.Markdown;

/**
 * Sets the variants of a study side by side, each over all of its folds and seeds. What a study
 * metric gives once over all seeds is shown as it is; what it gives for each seed as their mean.
 */
final class Comparison {
  private static final String ABSENT = "–";
  private static final double SAME = 1e-9;

  private final StoredPlan plan;
  private final List<JobKey> done;
  private final Map<String, List<ScoreRow>> rows;
  private final Columns declared;
  private final List<MetricColumn> columns;

  /**
   * Compares.
   *
   * @param rows all rows of the study
   * @param done its finished jobs
   */
  Comparison(StoredPlan plan, List<ScoreRow> rows, List<JobKey> done, Columns declared) {
    this.plan = plan;
    this.done = done;
    this.rows =
        rows.stream()
            .filter(row -> row.fold().equals(StudyScore.ALL_FOLDS))
            .collect(Collectors.groupingBy(ScoreRow::variant));
    this.declared = declared;
    this.columns = declared.ofComparison();
  }

  /** Whether there is nothing to compare by. */
  boolean isEmpty() {
    return columns.isEmpty();
  }

  /**
   * One row a variant, and what the columns mean: the headline's table first, then that of the
   * other measures.
   */
  String text() {
    Map<Boolean, List<MetricColumn>> tables =
        columns.stream().collect(Collectors.partitioningBy(declared::isOfHeadline));
    String text =
        Stream.of(true, false)
            .map(tables::get)
            .filter(some -> !some.isEmpty())
            .map(this::table)
            .collect(Collectors.joining("\n"));
    return text + explanation(text.contains("±"));
  }

  private String table(List<MetricColumn> some) {
    List<String> header = new ArrayList<>(List.of("variant"));
    some.forEach(column -> header.add(column.heading()));
    MarkdownTable table = new MarkdownTable(header);
    for (String variant : plan.variants()) {
      List<String> cells = new ArrayList<>(List.of(label(variant)));
      some.forEach(column -> cells.add(cell(variant, column)));
      table.add(cells);
    }
    return table.text();
  }

  /** A variant that lacks seeds says so beside its name: its numbers are of the others alone. */
  private String label(String variant) {
    List<Long> seeds = seeds(variant);
    long complete = seeds.stream().filter(seed -> complete(variant, seed)).count();
    return complete == seeds.size() || complete == 0
        ? variant
        : "%s (%d of %d seeds)".formatted(variant, complete, seeds.size());
  }

  private List<Long> seeds(String variant) {
    return plan.jobs().stream()
        .map(StoredJob::key)
        .filter(key -> key.variant().equals(variant))
        .map(JobKey::seed)
        .distinct()
        .toList();
  }

  private boolean complete(String variant, long seed) {
    return plan.data(variant).folds().stream()
        .allMatch(fold -> done.contains(new JobKey(variant, fold.name(), seed)));
  }

  private String cell(String variant, MetricColumn column) {
    if (!rows.containsKey(variant)) {
      return "missing";
    }
    List<Score> scores = scores(variant, column);
    if (scores.isEmpty()) {
      return ABSENT;
    }
    String cell = Tally.of(scores, 0).cell(NumberStyle.of(column));
    return declared
        .named(column.chance())
        .map(chance -> Tally.of(scores(variant, chance), 0).plain(NumberStyle.of(chance)))
        .map(chance -> "%s (%s)".formatted(cell, chance))
        .orElse(cell);
  }

  /** Why cells say that a number is undefined, the variants of one reason together. */
  private List<String> undefined() {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    for (MetricColumn column : columns) {
      for (String variant : plan.variants()) {
        List<Score> scores = scores(variant, column);
        if (!scores.isEmpty()
            && !scores.get(0).note().isEmpty()
            && scores.stream().allMatch(score -> Double.isNaN(score.value()))) {
          variants
              .computeIfAbsent(
                  "%s is undefined (%s)".formatted(column.heading(), scores.get(0).note()),
                  why -> new ArrayList<>())
              .add(variant);
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    variants.forEach((why, of) -> sentences.add("%s: %s".formatted(why, String.join(", ", of))));
    return sentences;
  }

  /** One score over all seeds, or one for each. */
  private List<Score> scores(String variant, MetricColumn column) {
    Map<String, Score> bySeed = new LinkedHashMap<>();
    for (ScoreRow row : rows.getOrDefault(variant, List.of())) {
      if (row.score().metric().equals(column.name()) && row.score().scope().equals(Score.ALL)) {
        bySeed.merge(row.seed(), row.score(), Comparison::moreImportant);
      }
    }
    Score overSeeds = bySeed.remove(StudyScore.ALL_SEEDS);
    List<Score> seeds = List.copyOf(bySeed.values());
    return overSeeds == null || isMean(overSeeds, seeds) ? seeds : List.of(overSeeds);
  }

  /** Whether a number without an interval is but the mean of these, which show their spread. */
  private static boolean isMean(Score overSeeds, List<Score> seeds) {
    double mean = seeds.stream().mapToDouble(Score::value).average().orElse(Double.NaN);
    return Double.isNaN(overSeeds.low()) && Math.abs(overSeeds.value() - mean) < SAME;
  }

  private static Score moreImportant(Score one, Score other) {
    List<Part> order = Part.BY_IMPORTANCE;
    return order.indexOf(other.part()) < order.indexOf(one.part()) ? other : one;
  }

  private String explanation(boolean spread) {
    StringBuilder text = new StringBuilder();
    Map<String, List<String>> intervals = new LinkedHashMap<>();
    for (MetricColumn column : columns) {
      intervalNote(column)
          .ifPresent(
              note ->
                  intervals.computeIfAbsent(note, made -> new ArrayList<>()).add(column.heading()));
    }
    intervals.forEach(
        (note, headings) ->
            text.append("- in brackets: 95 % interval of ")
                .append(String.join(", ", headings))
                .append(" (%s)\n".formatted(note)));
    IntervalLegend.of(
            columns.stream()
                .flatMap(
                    column -> rows.keySet().stream().flatMap(of -> scores(of, column).stream()))
                .toList())
        .forEach(sentence -> text.append("- %s\n".formatted(Markdown.item(sentence))));
    undefined().forEach(sentence -> text.append("- %s\n".formatted(Markdown.item(sentence))));
    int compared = plan.comparisons();
    if (compared > 1 && columns.stream().anyMatch(Comparison::isGain)) {
      text.append(
          """
          - %d variants are compared with %s, and no interval is corrected for their number: of 20 \
          comparisons without any effect, one interval excludes zero
          """
              .formatted(compared, Markdown.inline(plan.variants().get(0))));
    }
    if (plan.variants().size() > 1 && shows(Part.TEST)) {
      text.append("- choosing a variant by a test column is choosing on the test: ")
          .append(
              shows(Part.VALIDATION)
                  ? "choose by the validation column\n"
                  : "nothing here was scored on validation\n");
    }
    if (spread) {
      text.append("- ±: standard deviation over seeds\n");
    }
    return text.isEmpty() ? "" : "\n" + text;
  }

  private boolean shows(Part part) {
    return columns.stream()
        .flatMap(column -> rows.keySet().stream().flatMap(name -> scores(name, column).stream()))
        .anyMatch(score -> score.part() == part);
  }

  private static boolean isGain(MetricColumn column) {
    return column.name().endsWith(MetricColumn.DIFFERENCE);
  }

  /** How the column's intervals were made: what the note of the first of them begins with. */
  private Optional<String> intervalNote(MetricColumn column) {
    return plan.variants().stream()
        .flatMap(variant -> scores(variant, column).stream())
        .filter(score -> !Double.isNaN(score.low()) && !score.note().isEmpty())
        .map(score -> score.note().split(";", 2)[0])
        .findFirst();
  }
}
