package org.parfocal.core.internal.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Pooling;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StudyResults;
import org.parfocal.core.StudyResults.Data;
import org.parfocal.core.StudyResults.Job;
import org.parfocal.core.text.Json;
import org.parfocal.core.text.JsonObject;

/** Reads {@code results.json} as {@link ResultFiles} writes it. */
public final class StoredResults {
  private static final String DATA = "data";

  private StoredResults() {}

  /**
   * Reads the text again.
   *
   * @throws IOException if it is damaged
   * @throws IllegalArgumentException if it names what this version does not know
   */
  public static StudyResults parse(Path directory, String text) throws IOException {
    JsonObject json = Json.parse(text);
    List<Job> jobs = new ArrayList<>();
    for (JsonObject job : json.objects("jobs")) {
      jobs.add(
          new Job(
              new JobKey(job.text("variant"), job.text("fold"), job.integer("seed")),
              JobState.of(job.text("state")),
              job.text("message")));
    }
    List<MetricColumn> columns = new ArrayList<>();
    for (JsonObject column : json.objects("columns")) {
      columns.add(column(column));
    }
    List<ScoreRow> scores = new ArrayList<>();
    for (JsonObject score : json.objects("scores")) {
      scores.add(ScoreRow.parse(score));
    }
    return new StudyResults(
        directory,
        json.text("study"),
        data(json, jobs),
        jobs,
        columns,
        scores,
        json.texts("warnings"));
  }

  private static List<Data> data(JsonObject json, List<Job> jobs) throws IOException {
    if (!json.members().containsKey(DATA)) {
      return List.of(
          dataOf(json, jobs.stream().map(job -> job.key().variant()).distinct().toList()));
    }
    List<Data> data = new ArrayList<>();
    for (JsonObject each : json.objects(DATA)) {
      data.add(dataOf(each, each.texts("variants")));
    }
    return data;
  }

  private static Data dataOf(JsonObject json, List<String> variants) throws IOException {
    return new Data(
        variants,
        json.text("dataset"),
        json.text("manifest"),
        json.text("licence"),
        json.texts("classes"));
  }

  private static MetricColumn column(JsonObject json) throws IOException {
    Set<Table> tables = EnumSet.noneOf(Table.class);
    for (String table : json.texts("tables")) {
      tables.add(Table.valueOf(constant(table)));
    }
    return new MetricColumn(
        json.text("metric"),
        json.text("heading"),
        json.text("description"),
        json.text("unit"),
        Better.valueOf(constant(json.text("better"))),
        Pooling.valueOf(constant(json.text("pooling"))),
        json.count("decimals"),
        json.flag("difference"),
        json.text("chance"),
        tables);
  }

  private static String constant(String label) {
    return label.toUpperCase(Locale.ROOT);
  }
}
