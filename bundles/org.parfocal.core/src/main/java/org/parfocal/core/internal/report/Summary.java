package org.parfocal.core.internal.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.parfocal.api.StudyScore;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredPlan;

/** The Markdown summary of a study, narrow enough for a terminal. */
public final class Summary {
  private static final int LISTED = 10;

  private final StoredPlan plan;
  private final List<PlannedJob> jobs;
  private final List<ScoreRow> rows;
  private final StringBuilder out = new StringBuilder();

  private Summary(StoredPlan plan, List<PlannedJob> jobs, List<ScoreRow> rows) {
    this.plan = plan;
    this.jobs = jobs;
    this.rows = rows;
  }

  /** The text of {@code results.md}. */
  public static String text(
      StoredPlan plan, List<PlannedJob> jobs, List<ScoreRow> rows, Collection<String> warnings) {
    Summary summary = new Summary(plan, jobs, rows);
    summary.head();
    summary.comparison();
    summary.tables();
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
    line("%d of %d jobs are done.".formatted(done().size(), jobs.size()));
  }

  private static String described(StoredData data) {
    List<String> classes = data.classes();
    int last = classes.size() - 1;
    return "%s: %d images of %d patients; %s against %s."
        .formatted(
            data.dataset(),
            data.samples(),
            data.patients(),
            classes.get(last),
            String.join(", ", classes.subList(0, last)));
  }

  private void tables() {
    Measures measures = Measures.of(rows);
    if (measures.isEmpty()) {
      line("");
      line("Nothing is scored yet.");
      return;
    }
    ScoreIndex scores = new ScoreIndex(plan, rows, done());
    for (String variant : plan.variants()) {
      line("");
      line("## " + variant);
      line("");
      out.append(new VariantTable(plan.data(variant), scores, measures, variant).text());
    }
    List<String> legend = legend(scores.seeds().size());
    if (!legend.isEmpty()) {
      line("");
      legend.forEach(this::line);
    }
  }

  private List<String> legend(int seeds) {
    List<String> legend = new ArrayList<>();
    if (plan.data().stream().anyMatch(VariantTable::holdsOut)) {
      legend.add(
          "unseen: the held-out magnification of test patients, by models that never saw it");
      legend.add(
          "seen: the same images, by the other folds' models, which trained at that magnification");
      legend.add("lost: seen minus unseen, the price of the unseen magnification");
    }
    if (plan.data().stream().anyMatch(VariantTable::trainsAlone)) {
      legend.add(
          "rows: the magnification of training; columns: that of the images of unseen patients");
      legend.add("elsewhere: at all magnifications but that of training");
    }
    if (seeds > 1) {
      legend.add("mean ± standard deviation over %d seeds".formatted(seeds));
    } else if (rows.stream().anyMatch(Summary::hasInterval)) {
      legend.add("in brackets: 95 % interval");
    }
    return legend;
  }

  private static boolean hasInterval(ScoreRow row) {
    return !row.fold().equals(StudyScore.ALL_FOLDS) && !Double.isNaN(row.score().low());
  }

  private void comparison() {
    Comparison comparison = new Comparison(plan, rows, done());
    if (!comparison.isEmpty()) {
      line("");
      line("## Comparison");
      line("");
      out.append(comparison.text());
    }
  }

  private List<JobKey> done() {
    return jobs.stream().filter(job -> job.state() == JobState.DONE).map(PlannedJob::key).toList();
  }

  private void problems(Collection<String> warnings) {
    List<String> missing = new ArrayList<>();
    for (PlannedJob job : jobs) {
      if (job.state() != JobState.DONE) {
        String state = job.state().name().toLowerCase(Locale.ROOT);
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
    items.stream().limit(LISTED).forEach(item -> line("- " + item.lines().findFirst().orElse("")));
    if (items.size() > LISTED) {
      line("- and %d more in results.json".formatted(items.size() - LISTED));
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
