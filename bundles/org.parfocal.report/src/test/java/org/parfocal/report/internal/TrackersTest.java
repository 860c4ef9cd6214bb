package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.core.StoredStudy;
import org.parfocal.core.text.Csv;
import org.parfocal.report.ReportOptions;
import org.tensorflow.hadoop.util.TFRecordReader;
import org.tensorflow.util.Event;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Event files, read by TensorFlow's own classes for records and messages; and a file store, by the
 * rules of MLflow's {@code FileStore}, with a YAML parser.
 */
class TrackersTest {
  @TempDir static Path folder;
  private static Path study = Path.of("");
  private static Path events = Path.of("");
  private static Path runs = Path.of("");

  @BeforeAll
  static void export() {
    study = MadeUpStudy.run(folder, List.of("baseline", "fails", "x/../y: %"), 2, 24);
    events = folder.resolve("events");
    runs = folder.resolve("mlruns");
    WrittenReport report =
        new WrittenReport(
            Map.of(
                "made-up",
                StudySections.of(StoredStudy.open(study), ReportOptions.named(), List.of())));
    report.exportToTensorBoard(events);
    report.exportToMlflow(runs);
  }

  private static List<Path> files(Path below, String name) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(file -> file.getFileName().toString().startsWith(name)).toList();
    }
  }

  private static List<Event> events(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      TFRecordReader reader = new TFRecordReader(in, true);
      for (byte[] record = reader.read(); record != null; record = reader.read()) {
        events.add(Event.parseFrom(record));
      }
    } catch (EOFException e) {
      throw new AssertionError("a record is cut off", e);
    }
    return events;
  }

  /** The value of a score in results.csv. */
  private static double score(String variant, String fold, String seed) throws IOException {
    return Csv.parse(Files.readString(study.resolve("results.csv"))).stream()
        .filter(row -> Csv.restored(row.get(1)).equals(variant) && row.get(2).equals(fold))
        .filter(row -> row.get(4).equals(seed) && row.get(5).equals("pairs"))
        .filter(row -> row.get(6).equals("test") && row.get(7).equals("all"))
        .mapToDouble(row -> Double.parseDouble(row.get(8)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tensorFlowReadsTheEventsOfEachFinishedJob() throws IOException {
    assertThat(files(events, "events.out.tfevents.")).hasSize(3 * 4 * 2 - 2);
    List<Event> read =
        events(files(events.resolve("baseline/200X/seed-2"), "events.out.tfevents.").get(0));

    assertThat(read).hasSize(1 + 3 + 1);
    assertThat(read.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    for (int epoch = 1; epoch <= 3; epoch++) {
      Event event = read.get(epoch);
      assertThat(event.getStep()).isEqualTo(epoch);
      assertThat(event.getWallTime()).isGreaterThanOrEqualTo(read.get(epoch - 1).getWallTime());
      Map<String, Float> values = new TreeMap<>();
      event
          .getSummary()
          .getValueList()
          .forEach(value -> values.put(value.getTag(), value.getSimpleValue()));
      assertThat(values)
          .containsEntry("loss", (float) (1.0 / epoch))
          .containsEntry("validation-auc", (float) (0.6 + 0.1 * epoch));
    }
    assertThat(read.get(4).getSummary().getValueList())
        .anySatisfy(
            value -> {
              assertThat(value.getTag()).isEqualTo("test/pairs");
              assertThat(value.getSimpleValue()).isEqualTo((float) score("baseline", "200X", "2"));
            });
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static Map<String, Object> meta(Path file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
  }

  /** One experiment's folder. */
  private static Path experiment() throws IOException {
    try (Stream<Path> entries = Files.list(runs)) {
      return entries.findFirst().orElseThrow();
    }
  }

  @Test
  void theStoreIsAnExperimentWithARunForEachFinishedJob() throws IOException {
    Path experiment = experiment();
    Map<String, Object> meta = meta(experiment.resolve("meta.yaml"));
    assertThat(meta)
        .containsEntry("name", "made-up")
        .containsEntry("experiment_id", experiment.getFileName().toString())
        .containsEntry("lifecycle_stage", "active")
        .containsKeys("artifact_location", "creation_time", "last_update_time");
    assertThat(experiment.getFileName().toString()).matches("\\d+");
    List<Path> metas = files(experiment, "meta.yaml");
    assertThat(metas).hasSize(1 + 3 * 4 * 2 - 2);
    List<Object> names = new ArrayList<>();
    for (Path file : metas) {
      if (!parent(file).equals(experiment)) {
        Map<String, Object> run = meta(file);
        String id = parent(file).getFileName().toString();
        // MLflow leaves out runs whose id or experiment is not that of their folders.
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(run)
            .containsEntry("run_id", id)
            .containsEntry("run_uuid", id)
            .containsEntry("experiment_id", experiment.getFileName().toString())
            .containsEntry("status", 3)
            .containsEntry("source_type", 4)
            .containsEntry("lifecycle_stage", "active")
            .containsKeys("artifact_uri", "start_time", "end_time", "user_id");
        assertThat(Files.readString(file.resolveSibling("tags/mlflow.runName")))
            .isEqualTo(run.get("run_name"));
        names.add(run.get("run_name"));
      }
    }
    assertThat(names).doesNotHaveDuplicates().contains("x/../y: %/40X/seed-1");
  }

  @Test
  void metricsAndParametersAreThoseOfTheJob() throws IOException {
    for (Path name : files(experiment(), "mlflow.runName")) {
      if (Files.readString(name).equals("baseline/200X/seed-2")) {
        Path run = parent(parent(name));
        List<String> losses = Files.readAllLines(run.resolve("metrics/loss"));
        assertThat(losses).hasSize(3);
        for (int epoch = 1; epoch <= 3; epoch++) {
          String[] fields = losses.get(epoch - 1).split(" ");
          assertThat(fields).hasSize(3);
          assertThat(Long.parseLong(fields[0])).isPositive();
          assertThat(Double.parseDouble(fields[1])).isEqualTo(1.0 / epoch);
          assertThat(fields[2]).isEqualTo(Integer.toString(epoch));
        }
        assertThat(
                Double.parseDouble(
                    Files.readString(run.resolve("metrics/test/pairs")).split(" ")[1]))
            .isEqualTo(score("baseline", "200X", "2"));
        assertThat(Files.readString(run.resolve("params/model.name"))).isEqualTo("baseline");
        return;
      }
    }
    throw new AssertionError("there is no such run");
  }

  @Test
  void nothingIsWrittenOutsideOfTheFolderAndNoNameIsOneThatMlflowRefuses() throws IOException {
    Path below = Files.createDirectories(folder.resolve("hostile/a/b/c/d"));
    Path grid =
        MadeUpStudy.runGrid(
            Files.createDirectories(folder.resolve("grid")),
            "x/../../../../../../y:%|",
            List.of("1", "2"));
    WrittenReport report =
        new WrittenReport(
            Map.of(
                "../..",
                StudySections.of(StoredStudy.open(grid), ReportOptions.named(), List.of())));
    report.exportToTensorBoard(below.resolve("events"));
    report.exportToMlflow(below.resolve("mlruns"));

    try (Stream<Path> files = Files.walk(folder.resolve("hostile"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allMatch(
              file ->
                  file.startsWith(below.resolve("events"))
                      || file.startsWith(below.resolve("mlruns")));
    }
    List<String> names = new ArrayList<>();
    for (Path place : files(below.resolve("mlruns"), "params")) {
      try (Stream<Path> files = Files.walk(place)) {
        files
            .filter(Files::isRegularFile)
            .map(place::relativize)
            .map(Path::toString)
            .forEach(names::add);
      }
    }
    assertThat(names).allMatch(name -> name.matches("[/\\w.\\- ]+")).contains("model.x/_y___");
  }
}
