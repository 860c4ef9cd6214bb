package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.parfocal.api.MetricColumn;
import org.parfocal.core.DataFacts;
import org.parfocal.core.StoredJob;
import org.parfocal.report.ReportedStudy;

/** What a study's files answer of the items of {@link Checklist}s. */
final class ChecklistAnswers {
  private final ReportedStudy study;
  private final Map<String, String> answers = new LinkedHashMap<>();

  private ChecklistAnswers(ReportedStudy study) {
    this.study = study;
  }

  /** Sentences by the names that items have. */
  static Map<String, String> of(ReportedStudy study) {
    ChecklistAnswers made = new ChecklistAnswers(study);
    made.data();
    made.models();
    made.results();
    made.answers.values().removeIf(String::isEmpty);
    return made.answers;
  }

  private void data() {
    List<DataFacts> data = study.stored().data();
    answers.put("question", String.join(" ", Findings.asked(study)));
    answers.put(
        "data",
        joined(
            data.stream()
                .map(
                    one ->
                        "%s (terms: %s; SHA-256 of its manifest %s)"
                            .formatted(
                                one.dataset(),
                                one.licence().isEmpty() ? "unknown to the reader" : one.licence(),
                                one.manifest()))
                .toList()));
    answers.put(
        "classes",
        joined(
            data.stream()
                .map(
                    one ->
                        "Classes of %s: %s"
                            .formatted(one.dataset(), String.join(", ", one.classes())))
                .toList()));
    answers.put(
        "unreadable",
        joined(
            data.stream()
                .map(
                    one ->
                        "%s of %s could not be read and stand in no fold"
                            .formatted(
                                Numbers.counted(one.skipped().size(), "image"), one.dataset()))
                .toList()));
    answers.put(
        "counts",
        joined(
            data.stream()
                .map(
                    one ->
                        "%s: %s of %s; %s left out as unreadable"
                            .formatted(
                                one.dataset(),
                                Numbers.counted(one.samples(), "image"),
                                Numbers.counted(one.patients(), "patient"),
                                one.skipped().size()))
                .toList()));
    answers.put(
        "folds",
        joined(
            data.stream()
                .map(
                    one ->
                        "Folds: "
                            + one.folds().stream()
                                .map(DataFacts.FoldFacts::name)
                                .collect(Collectors.joining(", ")))
                .toList()));
    answers.put(
        "partitions",
        settings("protocol")
            + " "
            + String.join(" ", Findings.sure(study).subList(0, data.size())));
    answers.put("disjoint", "Patients: none is both trained on and tested.");
    answers.put(
        "internal",
        "Test patients of the same data set, predicted by models that saw none of their images.");
    answers.put("protocol", "The configuration, study.yaml, with every default.");
  }

  private void models() {
    answers.put("preprocessing", settings("images", "transforms", "augmentation"));
    answers.put(
        "model", settings("model", "backbone", "inference") + " By variant: the model cards.");
    answers.put("training", settings("training"));
    answers.put("initialisation", settings("backbone.weights") + " Seeds: " + seeds() + ".");
    answers.put(
        "selection",
        study.stored().options().isEmpty()
            ? settings("training.select")
            : "Options were chosen by %s (%s)."
                .formatted(
                    study.stored().options().get(0).by().label(),
                    study.stored().options().get(0).measure()));
    answers.put("ensemble", settings("training.ensemble"));
    answers.put("imbalance", settings("model.class-weights"));
    answers.put(
        "output",
        "A probability for each class; of two classes decided by the threshold that results.csv"
            + " notes with each score.");
    answers.put(
        "software",
        study.stored().jobs().stream()
            .flatMap(job -> job.environment().entrySet().stream())
            .filter(
                entry ->
                    List.of("engine", "java", "org.parfocal.core", "commit")
                        .contains(entry.getKey()))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .distinct()
            .sorted()
            .collect(Collectors.joining("; ")));
  }

  private void results() {
    answers.put(
        "measures",
        study.measures().stream().map(MetricColumn::heading).collect(Collectors.joining(", ")));
    answers.put(
        "uncertainty",
        "95 % intervals by patient; results.csv says of each number how its interval was made.");
    answers.put(
        "robustness",
        joined(
            study.stored().data().stream()
                .filter(DataFacts::holdsOut)
                .map(
                    one ->
                        "Each %s held out in turn (%s); the report's section Held out, one by one"
                            .formatted(one.field(), String.join(", ", one.domains())))
                .toList()));
    answers.put("scores", String.join(" ", Findings.found(study)));
    answers.put("failures", "The report's sections Confusion and Patients.");
    answers.put("limits", String.join(" ", Findings.unsaid(study)));
  }

  private String seeds() {
    return study.stored().jobs().stream()
        .map(job -> Long.toString(job.key().seed()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The options whose names begin so, with all values that jobs have. */
  private String settings(String... beginnings) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (StoredJob job : study.stored().jobs()) {
      job.settings().entrySet().stream()
          .filter(
              entry ->
                  List.of(beginnings).stream().anyMatch(begin -> isBelow(entry.getKey(), begin)))
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              entry -> {
                List<String> known =
                    values.computeIfAbsent(entry.getKey(), name -> new ArrayList<>());
                if (!known.contains(entry.getValue())) {
                  known.add(entry.getValue());
                }
              });
    }
    return joined(
        values.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + String.join(" or ", entry.getValue()))
            .toList());
  }

  private static boolean isBelow(String name, String begin) {
    return name.equals(begin) || name.startsWith(begin + ".") || name.startsWith(begin + "[");
  }

  private static String joined(List<String> parts) {
    return parts.isEmpty() ? "" : String.join("; ", parts) + ".";
  }
}
