package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.JobIdentity;
import org.parfocal.core.JobKey;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.Selection;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.text.Json;
import org.parfocal.core.text.JsonObject;

/**
 * What {@code plan.json} says: enough to score and report a study from its files alone. The file
 * itself also lists the samples of every part of every fold, for whoever wants to check them.
 *
 * <p>What is said of the data stands at the top of the file; where data set or protocol differ
 * between variants, it stands in a list {@code data}, each time with the names of the variants.
 *
 * @param study name
 * @param data of the variants, each of which stands in one
 * @param jobs in their order
 */
public record StoredPlan(String study, List<StoredData> data, List<StoredJob> jobs) {
  private static final int FORMAT = 4;
  private static final String DATA = "data";

  public StoredPlan {
    data = List.copyOf(data);
    jobs = List.copyOf(jobs);
  }

  /**
   * A job.
   *
   * @param key names it
   * @param identity everything that decides its result
   */
  public record StoredJob(JobKey key, JobIdentity identity) {}

  /**
   * What is kept of a plan.
   *
   * @param skipped by manifest, the unreadable images of the data set
   */
  public static StoredPlan of(StudyPlan plan, Map<String, List<Unreadable>> skipped) {
    return new StoredPlan(
        plan.study().name(),
        plan.data().stream()
            .map(
                data ->
                    StoredData.of(data, skipped.getOrDefault(data.dataset().manifest(), List.of())))
            .toList(),
        jobs(plan));
  }

  /** The jobs of a plan. */
  public static List<StoredJob> jobs(StudyPlan plan) {
    return plan.jobs().stream().map(job -> new StoredJob(job.key(), job.identity())).toList();
  }

  /** The same plan with another identity of one job. */
  public StoredPlan with(PlannedJob changed) {
    return new StoredPlan(
        study,
        data,
        jobs.stream()
            .map(
                job ->
                    job.key().equals(changed.key())
                        ? new StoredJob(job.key(), changed.identity())
                        : job)
            .toList());
  }

  /** The data of a variant. */
  public StoredData data(String variant) {
    return data.stream()
        .filter(shared -> shared.variants().contains(variant))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variant of this plan: " + variant));
  }

  /**
   * Whether a variant is compared with the first one, whose data and folds it shares. What was
   * chosen by the test is no rival of what was not.
   */
  public boolean isCompared(String variant) {
    String first = variants().get(0);
    return !variant.equals(first)
        && data(variant) == data(first)
        && Selection.isOracle(variant) == Selection.isOracle(first);
  }

  /** How many variants are compared with the first one. */
  public int comparisons() {
    return (int) variants().stream().filter(this::isCompared).count();
  }

  /** The variants in the order of their jobs. */
  public List<String> variants() {
    return jobs.stream().map(job -> job.key().variant()).distinct().toList();
  }

  /**
   * What is said of the data; what does not hold for all variants names those that it holds for.
   */
  public List<String> said(Function<StoredData, List<String>> sentences) {
    Map<String, List<String>> variants = new LinkedHashMap<>();
    for (StoredData each : data) {
      for (String sentence : sentences.apply(each).stream().distinct().toList()) {
        variants.computeIfAbsent(sentence, key -> new ArrayList<>()).addAll(each.variants());
      }
    }
    int all = data.stream().mapToInt(each -> each.variants().size()).sum();
    return variants.entrySet().stream()
        .map(
            said ->
                said.getValue().size() == all
                    ? said.getKey()
                    : String.join("; ", said.getValue()) + ": " + said.getKey())
        .toList();
  }

  /**
   * Members that describe data: themselves where all variants share them, else a list.
   *
   * @param described the members of each data, in their order
   */
  public Map<String, Object> shared(List<Map<String, Object>> described) {
    if (described.size() == 1) {
      return described.get(0);
    }
    List<Map<String, Object>> list = new ArrayList<>();
    for (int index = 0; index < described.size(); index++) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("variants", data.get(index).variants());
      members.putAll(described.get(index));
      list.add(members);
    }
    return Map.of(DATA, list);
  }

  /** The file's text, with the folds that the data have in the plan. */
  public String text(List<StudyData> parts) {
    List<Map<String, Object>> described = new ArrayList<>();
    for (int index = 0; index < data.size(); index++) {
      Map<String, Object> each = DataMembers.of(data.get(index));
      each.put("folds", parts.get(index).folds().folds().stream().map(DataMembers::of).toList());
      described.add(each);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("study", study);
    members.put("jobs", jobs.stream().map(StoredPlan::members).toList());
    members.putAll(shared(described));
    return Json.pretty(members);
  }

  private static Map<String, Object> members(StoredJob job) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("variant", job.key().variant());
    members.put("fold", job.key().fold());
    members.put("seed", job.key().seed());
    members.put("identity", job.identity().hash());
    members.put("settings", job.identity().settings());
    members.put("bundles", job.identity().bundles());
    return members;
  }

  /**
   * Reads the text again.
   *
   * @throws IOException if it is damaged
   */
  public static StoredPlan parse(String text) throws IOException {
    JsonObject json = Json.parse(text);
    if (json.integer("format") != FORMAT) {
      throw new IOException("its format is not " + FORMAT);
    }
    List<StoredJob> jobs = new ArrayList<>();
    for (JsonObject job : json.objects("jobs")) {
      jobs.add(
          new StoredJob(
              new JobKey(job.text("variant"), job.text("fold"), job.integer("seed")),
              new JobIdentity(job.textMap("settings"), job.textMap("bundles"))));
    }
    List<StoredData> data = new ArrayList<>();
    for (JsonObject each : described(json)) {
      data.add(
          DataMembers.parse(
              each,
              each == json
                  ? jobs.stream().map(job -> job.key().variant()).distinct().toList()
                  : each.texts("variants")));
    }
    return new StoredPlan(json.text("study"), data, jobs);
  }

  /**
   * Notes the patients and samples that the file's text names.
   *
   * @throws IOException if it is damaged
   */
  public static void identify(String text, Identifiers found) throws IOException {
    for (JsonObject each : described(Json.parse(text))) {
      DataMembers.identify(each, found);
    }
  }

  /** What describes data: the file itself, or a list in it. */
  private static List<JsonObject> described(JsonObject json) throws IOException {
    return json.members().containsKey(DATA) ? json.objects(DATA) : List.of(json);
  }

  /** The job as {@link PlannedJob}s name it, in the study's folder. */
  public static PlannedJob planned(Path directory, StoredJob job) {
    return new PlannedJob(job.key(), job.identity(), JobFolder.path(directory, job.key()));
  }
}
