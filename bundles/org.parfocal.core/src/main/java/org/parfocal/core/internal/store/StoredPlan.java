package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.StudyPlan;

/**
 * What {@code plan.json} says: enough to score and report a study from its files alone. The file
 * itself also lists the samples of every part of every fold, for whoever wants to check them.
 *
 * @param study name
 * @param dataset name
 * @param manifest of the data set
 * @param samples number of images
 * @param patients number of patients
 * @param licence of the data set, or empty
 * @param classes in label order
 * @param magnifications in their order
 * @param folds that can be used
 * @param unusable folds that cannot
 * @param skipped unreadable images that stand in no fold
 * @param notes of the data set and the protocol
 * @param jobs in their order
 */
public record StoredPlan(
    String study,
    String dataset,
    String manifest,
    int samples,
    int patients,
    String licence,
    List<String> classes,
    List<String> magnifications,
    List<StoredFold> folds,
    List<UnusableFold> unusable,
    List<Unreadable> skipped,
    List<String> notes,
    List<StoredJob> jobs) {
  private static final int FORMAT = 1;

  /**
   * A fold.
   *
   * @param name fold name
   * @param group folds of one group are pooled
   * @param seen whether it has a seen part
   */
  public record StoredFold(String name, String group, boolean seen) {}

  /**
   * A job.
   *
   * @param key names it
   * @param identity SHA-256 over everything that decides its result
   */
  public record StoredJob(JobKey key, String identity) {}

  /** What is kept of a plan. */
  public static StoredPlan of(StudyPlan plan, List<Unreadable> skipped) {
    List<String> notes = new ArrayList<>(plan.dataset().warnings());
    notes.addAll(plan.folds().notes());
    return new StoredPlan(
        plan.study().name(),
        plan.dataset().name(),
        plan.dataset().manifest(),
        plan.dataset().samples().size(),
        (int) plan.dataset().samples().stream().map(Sample::patient).distinct().count(),
        plan.dataset().licence(),
        plan.dataset().classes(),
        plan.dataset().magnifications(),
        plan.folds().folds().stream()
            .map(fold -> new StoredFold(fold.name(), fold.group(), !fold.seen().isEmpty()))
            .toList(),
        plan.folds().unusable(),
        List.copyOf(skipped),
        notes,
        plan.jobs().stream().map(job -> new StoredJob(job.key(), job.identity())).toList());
  }

  /** Folds that can be used and stand in this group. */
  public List<StoredFold> group(String group) {
    return folds.stream().filter(fold -> fold.group().equals(group)).toList();
  }

  /** Folds of this group that cannot be made. */
  public List<UnusableFold> unusableIn(String group) {
    return unusable.stream().filter(fold -> fold.group().equals(group)).toList();
  }

  /** Groups with a fold that can be used, in the order of their folds. */
  public List<String> groups() {
    return folds.stream().map(StoredFold::group).distinct().toList();
  }

  /** Whether this group's folds are scored on their pooled predictions. */
  public boolean pooled(String group) {
    List<StoredFold> members = group(group);
    return members.size() > 1 || !members.isEmpty() && !members.get(0).name().equals(group);
  }

  /** The file's text. */
  public String text(List<Fold> parts) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("study", study);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", dataset);
    data.put("manifest", manifest);
    data.put("samples", samples);
    data.put("patients", patients);
    data.put("licence", licence);
    data.put("classes", classes);
    data.put("magnifications", magnifications);
    members.put("dataset", data);
    members.put("notes", notes);
    members.put(
        "skipped",
        skipped.stream().map(s -> Map.of("sample", s.sample(), "reason", s.reason())).toList());
    members.put(
        "unusable",
        unusable.stream()
            .map(f -> Map.of("name", f.name(), "group", f.group(), "reason", f.reason()))
            .toList());
    members.put("jobs", jobs.stream().map(StoredPlan::members).toList());
    members.put("folds", parts.stream().map(StoredPlan::members).toList());
    return Json.pretty(members);
  }

  private static Map<String, Object> members(StoredJob job) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("variant", job.key().variant());
    members.put("fold", job.key().fold());
    members.put("seed", job.key().seed());
    members.put("identity", job.identity());
    return members;
  }

  private static Map<String, Object> members(Fold fold) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", fold.name());
    members.put("group", fold.group());
    Map<String, Object> patients = new LinkedHashMap<>();
    Map<String, Object> ids = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      List<Sample> samples = fold.part(part);
      patients.put(
          part.label(), samples.stream().map(Sample::patient).distinct().sorted().toList());
      ids.put(part.label(), samples.stream().map(Sample::id).toList());
    }
    members.put("patients", patients);
    members.put("samples", ids);
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
    JsonObject data = json.object("dataset");
    List<StoredFold> folds = new ArrayList<>();
    for (JsonObject fold : json.objects("folds")) {
      boolean seen = !fold.object("samples").texts(Part.SEEN.label()).isEmpty();
      folds.add(new StoredFold(fold.text("name"), fold.text("group"), seen));
    }
    List<UnusableFold> unusable = new ArrayList<>();
    for (JsonObject fold : json.objects("unusable")) {
      unusable.add(new UnusableFold(fold.text("name"), fold.text("group"), fold.text("reason")));
    }
    List<Unreadable> skipped = new ArrayList<>();
    for (JsonObject image : json.objects("skipped")) {
      skipped.add(new Unreadable(image.text("sample"), image.text("reason")));
    }
    List<StoredJob> jobs = new ArrayList<>();
    for (JsonObject job : json.objects("jobs")) {
      jobs.add(
          new StoredJob(
              new JobKey(job.text("variant"), job.text("fold"), job.integer("seed")),
              job.text("identity")));
    }
    return new StoredPlan(
        json.text("study"),
        data.text("name"),
        data.text("manifest"),
        data.count("samples"),
        data.count("patients"),
        data.text("licence"),
        data.texts("classes"),
        data.texts("magnifications"),
        folds,
        unusable,
        skipped,
        json.texts("notes"),
        jobs);
  }

  /** The job as {@link PlannedJob}s name it, in the study's folder. */
  public static PlannedJob planned(Path directory, StoredJob job) {
    return new PlannedJob(
        job.key(), job.identity(), JobFolder.path(directory, job.key()), JobState.PLANNED, 0, "");
  }
}
