package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.core.DataFacts;
import org.parfocal.core.StoredJob;
import org.parfocal.report.DataTable;
import org.parfocal.report.DataTable.Cell;
import org.parfocal.report.DataTable.Column;
import org.parfocal.report.ReportedStudy;

/**
 * What somebody should know of a variant's models before using them, as Mitchell et al. (2019)
 * propose; what no file tells is left for people to write.
 */
final class ModelCard {
  private static final String TO_WRITE = "*To be written by those who know: %s.*";
  private static final Set<String> SECTIONS =
      Set.of("images", "transforms", "backbone", "training", "augmentation", "model", "inference");

  private final ReportedStudy study;
  private final String variant;
  private final DataFacts data;

  ModelCard(ReportedStudy study, String variant) {
    this.study = study;
    this.variant = variant;
    data = study.stored().data(variant);
  }

  /** The card, Markdown. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# Model card: " + markdown(variant));
    lines.add(
        "Of the study %s, made by Parfocal from its stored files."
            .formatted(markdown(study.stored().results().study())));
    section(
        lines, "Intended use", List.of(TO_WRITE.formatted("for whom, for what, and for what not")));
    section(lines, "Training data", listed(trainingData()));
    section(lines, "Protocol", listed(Findings.sure(study)));
    section(
        lines,
        "Model and training",
        List.of(new TableFormats(settings(study, variant)).markdown().strip()));
    section(lines, "Scores", List.of(new TableFormats(scores()).markdown().strip()));
    lines.add(
        "Of test patients, over all folds and seeds; in brackets 95 % intervals. †: too narrow,"
            + " because patients of a class are few.");
    section(lines, "Limits", listed(Findings.unsaid(study)));
    section(
        lines,
        "Ethics and fairness",
        List.of(TO_WRITE.formatted("approval, consent, and groups that the data under-represent")));
    section(lines, "How it was run", listed(run()));
    return String.join("\n\n", lines) + "\n";
  }

  private static void section(List<String> lines, String heading, List<String> content) {
    lines.add("## " + heading);
    lines.addAll(content);
  }

  private static List<String> listed(List<String> sentences) {
    return List.of(
        sentences.stream()
            .map(sentence -> "- " + markdown(sentence))
            .collect(Collectors.joining("\n")));
  }

  private List<String> trainingData() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s: %s of %s; classes: %s."
            .formatted(
                data.dataset(),
                Numbers.counted(data.samples(), "image"),
                Numbers.counted(data.patients(), "patient"),
                String.join(", ", data.classes())));
    sentences.add(
        "Terms: %s."
            .formatted(data.licence().isEmpty() ? "unknown to the reader" : data.licence()));
    sentences.add("SHA-256 of its manifest: %s.".formatted(data.manifest()));
    data.folds().stream()
        .map(
            fold ->
                "%s: trained on %s of %s; tested on %s of %s."
                    .formatted(
                        fold.name(),
                        String.join(", ", fold.trained()),
                        Numbers.counted(fold.trainingPatients(), "patient"),
                        String.join(", ", fold.tested()),
                        Numbers.counted(fold.testPatients(), "patient")))
        .forEach(sentences::add);
    return sentences;
  }

  /** The options that made a variant's models, of its first job. */
  static DataTable settings(ReportedStudy study, String variant) {
    Map<String, String> settings =
        new TreeMap<>(
            jobs(study, variant).stream().findFirst().map(StoredJob::settings).orElse(Map.of()));
    settings.keySet().removeIf(name -> !SECTIONS.contains(name.split("[.\\[]", 2)[0]));
    return new DataTable(
        "settings",
        "Options",
        List.of(Column.text("option"), Column.text("value")),
        settings.entrySet().stream()
            .map(option -> List.of(Cell.of(option.getKey()), Cell.of(option.getValue())))
            .toList());
  }

  private static List<StoredJob> jobs(ReportedStudy study, String variant) {
    List<StoredJob> all = study.stored().jobs();
    List<StoredJob> own = all.stream().filter(job -> job.key().variant().equals(variant)).toList();
    List<String> options =
        study.stored().options().stream()
            .filter(option -> option.reportedAs().equals(variant) && option.chosen())
            .map(option -> option.option())
            .toList();
    return own.isEmpty()
        ? all.stream().filter(job -> options.contains(job.key().variant())).toList()
        : own;
  }

  private DataTable scores() {
    List<MetricColumn> measures = study.measures();
    List<Column> columns = new ArrayList<>(List.of(Column.text(data.field())));
    measures.forEach(measure -> columns.add(Column.number(measure.heading(), "")));
    List<List<Cell>> rows = new ArrayList<>();
    List<String> scopes = new ArrayList<>(List.of(Score.ALL));
    scopes.addAll(data.domains());
    for (String scope : scopes) {
      List<Cell> row = new ArrayList<>(List.of(Cell.of(scope)));
      for (MetricColumn measure : measures) {
        Optional<Score> score = study.overall(variant, measure.mean(), scope);
        row.add(score.map(new Numbers(measure)::cell).orElse(Cell.of("–")));
      }
      rows.add(row);
    }
    return new DataTable("scores", "Scores", columns, rows);
  }

  private List<String> run() {
    List<StoredJob> jobs = jobs(study, variant);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%d of %s done; seeds %s."
            .formatted(
                jobs.stream().filter(StoredJob::isDone).count(),
                Numbers.counted(jobs.size(), "job"),
                jobs.stream()
                    .map(job -> Long.toString(job.key().seed()))
                    .distinct()
                    .collect(Collectors.joining(", "))));
    for (String name : List.of("engine", "device", "java", "org.parfocal.core", "commit")) {
      String values =
          jobs.stream()
              .map(job -> job.environment().getOrDefault(name, ""))
              .filter(value -> !value.isEmpty())
              .distinct()
              .collect(Collectors.joining("; "));
      if (!values.isEmpty()) {
        sentences.add("%s: %s.".formatted(name, values));
      }
    }
    return sentences;
  }

  private static String markdown(String text) {
    return TableFormats.markdown(text);
  }
}
