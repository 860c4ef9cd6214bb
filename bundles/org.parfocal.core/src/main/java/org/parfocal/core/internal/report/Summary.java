package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.text.Markdown;

/** The Markdown summary of a study, narrow enough for a terminal. */
public final class Summary {
  private static final int LISTED = 10;

  private final StoredPlan plan;
  private final List<PlannedJob> jobs;
  private final List<ScoreRow> rows;
  private final Columns columns;
  private final List<Choice> choices;
  private final StringBuilder out = new StringBuilder();

  private Summary(
      StoredPlan plan,
      List<PlannedJob> jobs,
      List<ScoreRow> rows,
      List<MetricColumn> columns,
      List<Choice> choices) {
    this.choices = choices;
    this.plan = plan;
    this.jobs = jobs;
    this.rows = rows;
    this.columns = new Columns(columns, rows);
  }

  /** The text of {@code results.md} of a study in which nothing is chosen. */
  public static String text(
      StoredPlan plan,
      List<PlannedJob> jobs,
      List<ScoreRow> rows,
      List<MetricColumn> columns,
      Collection<String> warnings) {
    return text(plan, jobs, rows, columns, warnings, List.of());
  }

  /**
   * The text of {@code results.md}.
   *
   * @param plan as it is reported: with what was chosen in place of the options
   * @param jobs all of them
   */
  public static String text(
      StoredPlan plan,
      List<PlannedJob> jobs,
      List<ScoreRow> rows,
      List<MetricColumn> columns,
      Collection<String> warnings,
      List<Choice> choices) {
    Summary summary = new Summary(plan, jobs, rows, columns, choices);
    summary.head();
    summary.comparison();
    summary.out.append(new ChoiceTable(choices).text());
    summary.scopes();
    summary.tables();
    summary.explanations();
    summary.problems(warnings);
    return summary.out.toString();
  }

  private void head() {
    line("# " + plan.study());
    line("");
    List<String> described = plan.said(data -> List.of(described(data)));
    described.forEach(data -> line(described.size() == 1 ? data : "- " + data));
    if (described.size() > 1) {
      line("");
    }
    long done = jobs.stream().filter(job -> job.state() == JobState.DONE).count();
    line("%d of %d jobs are done.".formatted(done, jobs.size()));
  }

  private static String described(StoredData data) {
    List<String> classes = data.classes();
    return Markdown.item(
        "%s: %d images of %d patients; %s."
            .formatted(
                data.dataset(),
                data.samples(),
                data.patients(),
                classes.size() == 2
                    ? classes.get(1) + " against " + classes.get(0)
                    : "%d classes: %s".formatted(classes.size(), String.join(", ", classes))));
  }

  private void tables() {
    List<MetricColumn> ofFolds = columns.ofFolds();
    if (ofFolds.isEmpty()) {
      if (rows.isEmpty()) {
        line("");
        line("Nothing is scored yet.");
      }
      return;
    }
    ScoreIndex scores = new ScoreIndex(plan, rows, done());
    for (String variant : plan.variants()) {
      line("");
      line("## " + variant);
      line("");
      out.append(new VariantTable(plan.data(variant), scores, ofFolds, variant).text());
      String measures = MeasureTable.text(variant, columns, scores);
      if (!measures.isEmpty()) {
        line("");
        out.append(measures);
      }
    }
    List<String> legend = legend(scores.seeds().size(), scores.comparesParts(ofFolds.get(0)));
    if (!legend.isEmpty()) {
      line("");
      legend.forEach(sentence -> line("- " + sentence));
    }
  }

  private void explanations() {
    List<String> legend = columns.legend();
    if (!legend.isEmpty()) {
      line("");
      line("## Columns");
      line("");
      legend.forEach(column -> line("- " + Markdown.item(column)));
    }
  }

  private List<String> legend(int seeds, boolean comparesParts) {
    List<String> legend = new ArrayList<>();
    String fields =
        plan.data().stream()
            .map(data -> data.field().name())
            .distinct()
            .collect(Collectors.joining(" or "));
    if (comparesParts && plan.data().stream().anyMatch(StoredData::holdsOut)) {
      legend.add(
          "test: test patients at the %s held out, by models that never saw it".formatted(fields));
      legend.add(
          "seen: the same images, by the other folds' models, which trained on that " + fields);
      legend.add("lost: how much worse test is than seen, the price of the unseen " + fields);
    }
    if (plan.data().stream().anyMatch(StoredData::trainsAlone)) {
      legend.add(
          "rows: the %s of training; columns: that of the test patients' images".formatted(fields));
      legend.add("elsewhere: on all but that of training");
    }
    spread(seeds).ifPresent(legend::add);
    if (plan.data().stream().anyMatch(Summary::averagesFolds)) {
      legend.add(
          PoolTable.MEAN + ": each fold scored by itself; ±: standard deviation over the folds");
      legend.add(
          "over all folds and seeds: the folds' predictions pooled at each %s, then the mean. This is"
                  .formatted(fields)
              + " the headline: each patient counts once, its interval draws patients, and no fold"
              + " is lost for having one class. It differs from the mean of folds, since it also"
              + " compares probabilities of different models");
    }
    if (rows.stream().anyMatch(row -> !Double.isNaN(row.score().low()))) {
      legend.add("in brackets: 95 % interval; how each was made stands in results.csv");
    }
    legend.addAll(IntervalLegend.of(shown()));
    return legend;
  }

  private static boolean averagesFolds(StoredData data) {
    return !data.holdsOut() && !data.trainsAlone() && data.pools().size() > 1;
  }

  private Optional<String> spread(int seeds) {
    int repeats = plan.data().stream().mapToInt(StoredData::repeats).max().orElse(1);
    String over =
        Stream.of(counted(seeds, "seeds"), counted(repeats, "repeats"))
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(" and "));
    return over.isEmpty() ? Optional.empty() : Optional.of("±: standard deviation over " + over);
  }

  private static String counted(int count, String what) {
    return count > 1 ? count + " " + what : "";
  }

  private boolean isInTables(ScoreRow row) {
    StoredData data = plan.data(row.variant());
    boolean scored = data.scored().contains(row.fold()) && row.pooled() == data.pooled(row.fold());
    return row.fold().equals(StudyScore.ALL_FOLDS)
        ? row.seed().equals(StudyScore.ALL_SEEDS)
        : scored && row.score().scope().equals(Score.ALL);
  }

  private List<Score> shown() {
    Set<String> names =
        Stream.concat(columns.ofFolds().stream(), columns.measured().stream())
            .flatMap(column -> Stream.of(column, column.mean(), column.lost()))
            .map(MetricColumn::name)
            .collect(Collectors.toSet());
    return rows.stream()
        .filter(this::isInTables)
        .map(ScoreRow::score)
        .filter(score -> names.contains(score.metric()))
        .toList();
  }

  private void scopes() {
    for (MetricColumn column : columns.ofScopes()) {
      line("");
      line("## " + Markdown.inline(column.heading()));
      line("");
      out.append(ScopeTable.text(column, rows));
    }
  }

  private void comparison() {
    Comparison comparison = new Comparison(plan, rows, done(), columns);
    if (!comparison.isEmpty()) {
      line("");
      line("## Comparison");
      line("");
      List<String> verdict = Verdict.sentences(plan, rows, columns.all());
      verdict.forEach(sentence -> line("- " + Markdown.item(sentence)));
      if (!verdict.isEmpty()) {
        line("");
      }
      out.append(comparison.text());
    }
  }

  private List<JobKey> done() {
    return Stream.concat(
            jobs.stream().filter(job -> job.state() == JobState.DONE).map(PlannedJob::key),
            choices.stream().filter(choice -> choice.chosen().isPresent()).map(Choice::reported))
        .toList();
  }

  private void problems(Collection<String> warnings) {
    List<String> missing = new ArrayList<>();
    for (PlannedJob job : jobs) {
      if (job.state() != JobState.DONE) {
        String state = job.state().label();
        missing.add(
            job.key() + " is " + state + (job.message().isEmpty() ? "" : ": " + job.message()));
      }
    }
    list("Missing jobs", missing);
    list(
        "Folds that cannot be made",
        plan.said(
            data ->
                data.unusable().stream().map(fold -> fold.name() + ": " + fold.reason()).toList()));
    list(
        "Unreadable images, left out",
        plan.said(data -> data.skipped().stream().map(Unreadable::reason).toList()));
    List<String> notes = new ArrayList<>(plan.said(StoredData::notes));
    warnings.stream().filter(warning -> !notes.contains(warning)).forEach(notes::add);
    list("Notes", notes);
  }

  private void list(String heading, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    line("");
    line("## " + heading);
    line("");
    items.stream().limit(LISTED).forEach(item -> line("- " + Markdown.item(item)));
    if (items.size() > LISTED) {
      line("- and %d more in results.json".formatted(items.size() - LISTED));
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
