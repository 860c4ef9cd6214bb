package org.parfocal.core.internal.report;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.parfocal.api.MetricColumn;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StoredData;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.text.Csv;
import org.parfocal.core.text.Json;

/** Writes the three result files of a study. */
public final class ResultFiles {
  private ResultFiles() {}

  /**
   * Writes them.
   *
   * @param plan as it is reported: with what was chosen in place of the options
   * @param whole the same with the options
   * @param jobs all of them
   * @param metrics the code that decided the scores, as {@link
   *     org.parfocal.core.JobIdentity#bundles()} has it
   * @param finished jobs
   * @return the summary, what {@code results.md} holds
   */
  public static String write(
      Disk disk,
      Path directory,
      StoredPlan plan,
      StoredPlan whole,
      List<PlannedJob> jobs,
      List<ScoreRow> rows,
      List<MetricColumn> columns,
      Collection<String> warnings,
      Map<String, String> metrics,
      List<JobRecord> finished,
      List<Choice> choices) {
    String summary =
        Summary.text(plan, jobs, rows, columns, warnings, choices)
            + Origin.text(whole, finished, metrics);
    disk.write(directory.resolve("results.csv"), csv(plan.study(), rows));
    disk.write(
        directory.resolve("results.json"),
        json(plan, jobs, rows, columns, warnings, metrics, finished, choices));
    Path selection = directory.resolve("selection.csv");
    if (!choices.isEmpty()) {
      disk.write(selection, new ChoiceTable(choices).csv(plan.study()));
    } else if (Files.isRegularFile(selection, LinkOption.NOFOLLOW_LINKS)) {
      disk.remove(selection); // of a time when options were chosen
    }
    disk.write(directory.resolve("results.md"), summary);
    return summary;
  }

  /** {@code results.csv}: one row a score; an empty value is one that does not exist. */
  static String csv(String study, List<ScoreRow> rows) {
    List<String> header = new ArrayList<>(List.of("study"));
    header.addAll(ScoreRow.columns());
    List<List<?>> cells = new ArrayList<>();
    for (ScoreRow row : rows) {
      List<Object> of = new ArrayList<>(List.of(study));
      of.addAll(row.members().values());
      cells.add(of);
    }
    return Csv.text(header, cells);
  }

  private static String json(
      StoredPlan plan,
      List<PlannedJob> jobs,
      List<ScoreRow> rows,
      List<MetricColumn> columns,
      Collection<String> warnings,
      Map<String, String> metrics,
      List<JobRecord> finished,
      List<Choice> choices) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("study", plan.study());
    members.putAll(plan.shared(plan.data().stream().map(ResultFiles::members).toList()));
    members.put("jobs", jobs.stream().map(PlannedJob::members).toList());
    members.put("parfocal", Origin.versions(finished));
    members.put("bundles", bundles(jobs));
    members.put("metricBundles", metrics);
    List<String> notes = new ArrayList<>(plan.said(StoredData::notes));
    notes.addAll(warnings);
    members.put("warnings", notes.stream().distinct().toList());
    members.put(
        "columns", new Columns(columns, rows).all().stream().map(ResultFiles::members).toList());
    if (!choices.isEmpty()) {
      members.put("selection", new ChoiceTable(choices).members());
    }
    members.put("scores", rows.stream().map(ScoreRow::members).toList());
    return Json.pretty(members);
  }

  /** The code of all jobs; that of each stands in its {@code job.json}. */
  private static Map<String, String> bundles(List<PlannedJob> jobs) {
    return jobs.stream()
        .flatMap(job -> job.identity().bundles().entrySet().stream())
        .distinct()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                Map.Entry::getValue,
                (one, other) -> one + ", " + other,
                TreeMap::new));
  }

  private static Map<String, Object> members(StoredData data) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("dataset", data.dataset());
    members.put("manifest", data.manifest());
    members.put("licence", data.licence());
    members.put("classes", data.classes());
    members.put(
        "unusable",
        data.unusable().stream()
            .map(fold -> Json.members("fold", fold.name(), "reason", fold.reason()))
            .toList());
    members.put(
        "skipped",
        data.skipped().stream()
            .map(image -> Json.members("sample", image.sample(), "reason", image.reason()))
            .toList());
    return members;
  }

  private static Map<String, Object> members(MetricColumn column) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("metric", column.name());
    members.put("heading", column.heading());
    members.put("description", column.description());
    members.put("unit", column.unit());
    members.put("better", label(column.better()));
    members.put("pooling", label(column.pooling()));
    members.put("decimals", column.decimals());
    members.put("difference", column.difference());
    members.put("chance", column.chance());
    members.put("tables", column.tables().stream().map(ResultFiles::label).sorted().toList());
    return members;
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
