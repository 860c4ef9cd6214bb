package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
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
      out.append(
          new VariantTable(new VariantNumbers(plan.data(variant), scores, ofFolds, variant))
              .text());
      String measures = MeasureTable.text(variant, columns, scores);
      if (!measures.isEmpty()) {
        line("");
        out.append(measures);
      }
    }
    List<String> legend =
        new TableLegend(plan, rows, columns)
            .sentences(scores.seeds().size(), scores.comparesParts(ofFolds.get(0)));
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
