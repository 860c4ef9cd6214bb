package org.parfocal.report.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Sha256;
import org.parfocal.core.text.Json;

/**
 * A study as MLflow's file store keeps an experiment ({@code FileStore} of MLflow): a folder with
 * {@code meta.yaml}, and one for each run with {@code meta.yaml} and a file for each metric,
 * parameter and tag. YAML is written as JSON, which it is a kind of.
 */
final class MlflowStore {
  private static final int ID_DIGITS = 15;
  private static final int RUN_DIGITS = 32;
  private static final int HEX = 16;
  private static final int LOCAL_SOURCE = 4;
  private static final int FINISHED = 3;

  /** Parameters may be no longer before MLflow 2.8. */
  private static final int LONGEST = 500;

  /** Names may be no longer. */
  private static final int LONGEST_NAME = 250;

  private final String study;
  private final String experiment;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private MlflowStore(String study) {
    this.study = study;
    experiment = Long.toString(Long.parseLong(Sha256.of(study).substring(0, ID_DIGITS), HEX) + 1);
  }

  /** The files of a study by name, relative to the store. */
  static Map<String, byte[]> files(String study, List<TrackedRun> runs) {
    MlflowStore store = new MlflowStore(study);
    long begin = runs.stream().mapToLong(TrackedRun::begin).min().orElse(0);
    long end = runs.stream().mapToLong(TrackedRun::end).max().orElse(0);
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("artifact_location", "mlruns/" + store.experiment);
    meta.put("creation_time", begin);
    meta.put("experiment_id", store.experiment);
    meta.put("last_update_time", end);
    meta.put("lifecycle_stage", "active");
    meta.put("name", study);
    store.put("meta.yaml", Json.pretty(meta));
    runs.forEach(store::add);
    return store.files;
  }

  private void add(TrackedRun run) {
    String id = Sha256.of(study + "\n" + run.key()).substring(0, RUN_DIGITS);
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("artifact_uri", "mlruns/%s/%s/artifacts".formatted(experiment, id));
    meta.put("end_time", run.end());
    meta.put("entry_point_name", "");
    meta.put("experiment_id", experiment);
    meta.put("lifecycle_stage", "active");
    meta.put("run_id", id);
    meta.put("run_name", run.key().toString());
    meta.put("run_uuid", id);
    meta.put("source_name", "");
    meta.put("source_type", LOCAL_SOURCE);
    meta.put("source_version", "");
    meta.put("start_time", run.begin());
    meta.put("status", FINISHED);
    meta.put("tags", List.of());
    meta.put("user_id", "");
    put(id + "/meta.yaml", Json.pretty(meta));
    Map<String, StringBuilder> metrics = new LinkedHashMap<>();
    for (int epoch = 0; epoch < run.epochs().size(); epoch++) {
      add(metrics, run.epochs().get(epoch), run.when(epoch), epoch + 1);
    }
    add(metrics, run.scores(), run.end(), Math.max(1, run.epochs().size()));
    metrics.forEach((name, lines) -> put(id + "/metrics/" + name, lines.toString()));
    run.settings()
        .forEach(
            (name, value) ->
                put(
                    id + "/params/" + named(name),
                    value.length() > LONGEST ? value.substring(0, LONGEST - 1) + "…" : value));
    put(id + "/tags/mlflow.runName", run.key().toString());
    put(id + "/tags/variant", run.key().variant());
    put(id + "/tags/fold", run.key().fold());
    put(id + "/tags/seed", Long.toString(run.key().seed()));
  }

  /** A line is a time in milliseconds, a value, a step. */
  private static void add(
      Map<String, StringBuilder> metrics, Map<String, Double> numbers, long when, int step) {
    numbers.forEach(
        (name, value) ->
            metrics
                .computeIfAbsent(named(name), any -> new StringBuilder())
                .append("%d %s %d\n".formatted(when, value, step)));
  }

  /** What MLflow takes as a name, and a folder takes as a file: no step up in it. */
  private static String named(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_./ -]", "_").replaceAll("(^|/)[./]+", "$1_");
    return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
  }

  private void put(String name, String text) {
    files.put(experiment + "/" + name, text.getBytes(StandardCharsets.UTF_8));
  }
}
