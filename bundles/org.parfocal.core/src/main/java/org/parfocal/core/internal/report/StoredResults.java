package org.parfocal.core.internal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.parfocal.core.text.JsonObject;

/**
 * Reads {@code results.json} as {@link ResultFiles} writes it, score by score: a large study has
 * hundreds of thousands, most of them bins and domains of single jobs, which are passed over.
 */
public final class StoredResults {
  private static final String DATA = "data";
  private static final String SCORES = "scores";
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxDocumentLength(1L << 30).build())
          .build();

  private StoredResults() {}

  /**
   * Reads the file again.
   *
   * @throws IOException if it is damaged
   * @throws IllegalArgumentException if it names what this version does not know
   */
  public static StudyResults read(Path directory, InputStream file) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    JsonObject json = new JsonObject(members);
    List<MetricColumn> columns = List.of();
    List<ScoreRow> scores = List.of();
    try (JsonParser parser = FACTORY.createParser(file)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "not a JSON object");
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        if (name.equals(SCORES)) {
          columns = columns(json);
          scores = scores(parser, columns);
        }
        members.put(name, name.equals(SCORES) ? scores : JSON.std.anyFrom(parser));
      }
      require(parser.currentToken() == JsonToken.END_OBJECT, "it ends early");
    }
    require(members.containsKey(SCORES), "it has no scores");
    List<Job> jobs = new ArrayList<>();
    for (JsonObject job : json.objects("jobs")) {
      jobs.add(
          new Job(
              new JobKey(job.text("variant"), job.text("fold"), job.integer("seed")),
              JobState.of(job.text("state")),
              job.text("message")));
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

  private static void require(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException(otherwise);
    }
  }

  /** Those that {@link StudyResults} has, at which the parser stands. */
  private static List<ScoreRow> scores(JsonParser parser, List<MetricColumn> columns)
      throws IOException {
    require(parser.currentToken() == JsonToken.START_ARRAY, "its scores are no list");
    Set<String> declared = columns.stream().map(MetricColumn::name).collect(Collectors.toSet());
    List<ScoreRow> scores = new ArrayList<>();
    ScoreMembers members = new ScoreMembers(declared);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      members.read(parser).ifPresent(scores::add);
    }
    require(parser.currentToken() == JsonToken.END_ARRAY, "a score is no object");
    return scores;
  }

  private static List<MetricColumn> columns(JsonObject json) throws IOException {
    List<MetricColumn> columns = new ArrayList<>();
    for (JsonObject column : json.objects("columns")) {
      columns.add(column(column));
    }
    return columns;
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
