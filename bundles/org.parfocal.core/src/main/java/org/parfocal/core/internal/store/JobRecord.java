package org.parfocal.core.internal.store;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.parfocal.api.Sha256;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.text.Json;
import org.parfocal.core.text.JsonObject;

/**
 * What {@code job.json} says.
 *
 * @param key names the job
 * @param identity everything that decides its result
 * @param classes class names in label order
 * @param state where it stands
 * @param attempts how often it was begun
 * @param crashes how often it was found begun and not ended
 * @param started ISO-8601, or empty
 * @param ended ISO-8601, or empty
 * @param seconds wall time of the last attempt
 * @param message why it failed, in a sentence; or empty
 * @param stackTrace of the failure; or empty
 * @param warnings what the plugins said should stand beside the results
 * @param environment of the last attempt
 * @param files result files, relative to the job's folder, with what they must be
 */
public record JobRecord(
    JobKey key,
    JobIdentity identity,
    List<String> classes,
    JobState state,
    int attempts,
    int crashes,
    String started,
    String ended,
    double seconds,
    String message,
    String stackTrace,
    List<String> warnings,
    Map<String, String> environment,
    Map<String, StoredFile> files) {
  /** Environment: the version of Parfocal. */
  public static final String CODE = "org.parfocal.core";

  /** Environment: the commit that it was built from. */
  public static final String COMMIT = "commit";

  private static final int FORMAT = 3;
  private static final int MILLIS = 1000;

  /** Of the environment, the build of Parfocal: all of it that reports of a running study tell. */
  private static final Set<String> BUILD = Set.of(CODE, COMMIT);

  public JobRecord {
    classes = List.copyOf(classes);
    warnings = List.copyOf(warnings);
    environment = new TreeMap<>(environment);
    files = new TreeMap<>(files);
  }

  /**
   * A stored file.
   *
   * @param bytes its size
   * @param sha256 of its content
   */
  public record StoredFile(long bytes, String sha256) {}

  /** A job that was never begun. */
  public static JobRecord planned(JobKey key, JobIdentity identity, List<String> classes) {
    return new JobRecord(
        key,
        identity,
        classes,
        JobState.PLANNED,
        0,
        0,
        "",
        "",
        0,
        "",
        "",
        List.of(),
        Map.of(),
        Map.of());
  }

  /** The same job, begun once more. */
  public JobRecord begun(int crashesSoFar, String now, Map<String, String> where) {
    return new JobRecord(
        key,
        identity,
        classes,
        JobState.RUNNING,
        attempts + 1,
        crashesSoFar,
        now,
        "",
        0,
        "",
        "",
        List.of(),
        where,
        Map.of());
  }

  /** The same job, ended without results. */
  public JobRecord ended(
      JobState end, String now, double time, String why, String trace, List<String> said) {
    return ended(end, crashes, now, time, why, trace, said, Map.of());
  }

  /** The same job, complete. */
  public JobRecord done(
      String now, double time, List<String> said, Map<String, StoredFile> results) {
    return ended(JobState.DONE, 0, now, time, "", "", said, results);
  }

  /** How long the last attempt took, and never nothing. */
  public Duration time() {
    return Duration.ofMillis(Math.max(1, Math.round(MILLIS * seconds)));
  }

  /**
   * The same job, without what neither its scores nor the reports are made of: a study of many jobs
   * keeps all of them in memory.
   *
   * @param planned what the plan says of it, which is there anyway
   */
  public JobRecord slim(StoredPlan.StoredJob planned) {
    Map<String, StoredFile> scored = new TreeMap<>(files);
    scored.keySet().retainAll(JobFolder.SCORED);
    Map<String, String> where = new TreeMap<>(environment);
    where.keySet().retainAll(BUILD);
    return new JobRecord(
        planned.key(),
        planned.identity(),
        classes,
        state,
        attempts,
        crashes,
        started,
        ended,
        seconds,
        message,
        stackTrace,
        warnings,
        where,
        scored);
  }

  /** The same record as one of a job of another name. */
  public JobRecord as(JobKey other) {
    return new JobRecord(
        other,
        identity,
        classes,
        state,
        attempts,
        crashes,
        started,
        ended,
        seconds,
        message,
        stackTrace,
        warnings,
        environment,
        files);
  }

  private JobRecord ended(
      JobState end,
      int crashed,
      String now,
      double time,
      String why,
      String trace,
      List<String> said,
      Map<String, StoredFile> results) {
    return new JobRecord(
        key,
        identity,
        classes,
        end,
        attempts,
        crashed,
        started,
        now,
        time,
        why,
        trace,
        said,
        environment,
        results);
  }

  /** The file's text, with a checksum over the rest of it. */
  String text() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("variant", key.variant());
    members.put("fold", key.fold());
    members.put("seed", key.seed());
    members.put("identity", identity.hash());
    members.put("settings", identity.settings());
    members.put("bundles", identity.bundles());
    members.put("classes", classes);
    members.put("state", state.label());
    members.put("attempts", attempts);
    members.put("crashes", crashes);
    members.put("started", started);
    members.put("ended", ended);
    members.put("seconds", seconds);
    members.put("message", message);
    members.put("stackTrace", stackTrace);
    members.put("warnings", warnings);
    members.put("environment", environment);
    Map<String, Object> stored = new LinkedHashMap<>();
    files.forEach(
        (name, file) -> stored.put(name, Map.of("bytes", file.bytes(), "sha256", file.sha256())));
    members.put("files", stored);
    members.put("checksum", Sha256.of(Json.canonical(members)));
    return Json.pretty(members);
  }

  /**
   * Reads the text again.
   *
   * @throws IOException if it is damaged
   */
  static JobRecord parse(String text) throws IOException {
    JsonObject json = Json.parse(text);
    Map<String, Object> rest = new LinkedHashMap<>(json.members());
    rest.remove("checksum");
    if (json.integer("format") != FORMAT) {
      throw new IOException("its format is not " + FORMAT);
    }
    if (!Sha256.of(Json.canonical(rest)).equals(json.text("checksum"))) {
      throw new IOException("its checksum is wrong");
    }
    JsonObject stored = json.object("files");
    Map<String, StoredFile> files = new TreeMap<>();
    for (String name : stored.members().keySet()) {
      JsonObject file = stored.object(name);
      files.put(name, new StoredFile(file.integer("bytes"), file.text("sha256")));
    }
    return new JobRecord(
        new JobKey(json.text("variant"), json.text("fold"), json.integer("seed")),
        new JobIdentity(json.textMap("settings"), json.textMap("bundles")),
        json.texts("classes"),
        state(json.text("state")),
        json.count("attempts"),
        json.count("crashes"),
        json.text("started"),
        json.text("ended"),
        json.number("seconds"),
        json.text("message"),
        json.text("stackTrace"),
        json.texts("warnings"),
        json.textMap("environment"),
        files);
  }

  private static JobState state(String name) throws IOException {
    try {
      return JobState.of(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("its state " + name + " is unknown", e);
    }
  }
}
