package org.parfocal.core.internal.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.StudyData;
import org.parfocal.core.text.JsonObject;

/**
 * What {@code plan.json} says of the data of some variants.
 *
 * @param variants names
 * @param dataset name
 * @param manifest of the data set
 * @param samples number of images
 * @param patients number of patients
 * @param licence of the data set, or empty
 * @param classes in label order
 * @param field that the protocol varies
 * @param domains its values among the images, in their order
 * @param folds that can be used
 * @param unusable folds that cannot
 * @param skipped unreadable images that stand in no fold
 * @param notes of the data set and the protocol
 */
public record StoredData(
    List<String> variants,
    String dataset,
    String manifest,
    int samples,
    int patients,
    String licence,
    List<String> classes,
    SampleField field,
    List<String> domains,
    List<StoredFold> folds,
    List<UnusableFold> unusable,
    List<Unreadable> skipped,
    List<String> notes) {
  private static final String FIELD = "field";
  private static final String DOMAINS = "domains";

  /**
   * A fold.
   *
   * @param name fold name
   * @param pool folds of one pool are scored together
   * @param trained domains of its training part
   * @param tested domains of its test part
   * @param seen whether it has a seen part
   */
  public record StoredFold(
      String name, String pool, List<String> trained, List<String> tested, boolean seen) {
    static StoredFold of(Fold fold) {
      return new StoredFold(
          fold.name(),
          fold.pool(),
          fold.field().values(fold.training()),
          fold.field().values(fold.test()),
          !fold.seen().isEmpty());
    }

    static StoredFold parse(JsonObject json) throws IOException {
      JsonObject parts = json.object(DOMAINS);
      return new StoredFold(
          json.text("name"),
          json.text("pool"),
          parts.texts(Part.TRAINING.label()),
          parts.texts(Part.TEST.label()),
          !json.object("samples").texts(Part.SEEN.label()).isEmpty());
    }
  }

  /** What is kept of them. */
  static StoredData of(StudyData data, List<Unreadable> skipped) {
    List<String> notes = new ArrayList<>(data.dataset().warnings());
    notes.addAll(data.folds().notes());
    SampleField field = data.folds().field();
    return new StoredData(
        data.variants(),
        data.dataset().name(),
        data.dataset().manifest(),
        data.dataset().samples().size(),
        (int) data.dataset().samples().stream().map(Sample::patient).distinct().count(),
        data.dataset().licence(),
        data.dataset().classes(),
        field,
        field.values(data.dataset().samples()),
        data.folds().folds().stream().map(StoredFold::of).toList(),
        data.folds().unusable(),
        List.copyOf(skipped),
        notes);
  }

  /** Folds that can be used and stand in this pool. */
  public List<StoredFold> pool(String pool) {
    return folds.stream().filter(fold -> fold.pool().equals(pool)).toList();
  }

  /** Folds of this pool that cannot be made. */
  public List<UnusableFold> unusableIn(String pool) {
    return unusable.stream().filter(fold -> fold.pool().equals(pool)).toList();
  }

  /** Pools with a fold that can be used, in the order of their folds. */
  public List<String> pools() {
    return folds.stream().map(StoredFold::pool).distinct().toList();
  }

  /** Whether this pool's folds are scored together, too. */
  public boolean pooled(String pool) {
    List<StoredFold> members = pool(pool);
    return members.size() > 1 || !members.isEmpty() && !members.get(0).name().equals(pool);
  }

  /** Whether folds hold a domain out and score what training saw beside it. */
  public boolean holdsOut() {
    return folds.stream().anyMatch(StoredFold::seen)
        && folds.stream().allMatch(fold -> fold.tested().equals(List.of(fold.pool())));
  }

  /** Whether each fold trains on one domain alone, and is tested on the others. */
  public boolean trainsAlone() {
    return folds.stream().anyMatch(StoredFold::seen)
        && folds.stream().allMatch(fold -> fold.trained().equals(List.of(fold.pool())))
        && folds.stream().noneMatch(fold -> fold.tested().contains(fold.pool()));
  }

  Map<String, Object> members() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", dataset);
    data.put("manifest", manifest);
    data.put("samples", samples);
    data.put("patients", patients);
    data.put("licence", licence);
    data.put("classes", classes);
    data.put(FIELD, field.name());
    data.put(DOMAINS, domains);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("dataset", data);
    members.put("notes", notes);
    members.put(
        "skipped",
        skipped.stream().map(s -> Map.of("sample", s.sample(), "reason", s.reason())).toList());
    members.put(
        "unusable",
        unusable.stream()
            .map(f -> Map.of("name", f.name(), "pool", f.pool(), "reason", f.reason()))
            .toList());
    return members;
  }

  static Map<String, Object> members(Fold fold) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", fold.name());
    members.put("pool", fold.pool());
    Map<String, Object> patients = new LinkedHashMap<>();
    Map<String, Object> ids = new LinkedHashMap<>();
    Map<String, Object> domains = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      List<Sample> samples = fold.part(part);
      patients.put(
          part.label(), samples.stream().map(Sample::patient).distinct().sorted().toList());
      ids.put(part.label(), samples.stream().map(Sample::id).toList());
      domains.put(part.label(), fold.field().values(samples));
    }
    members.put(DOMAINS, domains);
    members.put("patients", patients);
    members.put("samples", ids);
    return members;
  }

  static StoredData parse(JsonObject json, List<String> variants) throws IOException {
    JsonObject data = json.object("dataset");
    List<StoredFold> folds = new ArrayList<>();
    for (JsonObject fold : json.objects("folds")) {
      folds.add(StoredFold.parse(fold));
    }
    List<UnusableFold> unusable = new ArrayList<>();
    for (JsonObject fold : json.objects("unusable")) {
      unusable.add(new UnusableFold(fold.text("name"), fold.text("pool"), fold.text("reason")));
    }
    List<Unreadable> skipped = new ArrayList<>();
    for (JsonObject image : json.objects("skipped")) {
      skipped.add(new Unreadable(image.text("sample"), image.text("reason")));
    }
    return new StoredData(
        variants,
        data.text("name"),
        data.text("manifest"),
        data.count("samples"),
        data.count("patients"),
        data.text("licence"),
        data.texts("classes"),
        new SampleField(data.text(FIELD)),
        data.texts(DOMAINS),
        folds,
        unusable,
        skipped,
        json.texts("notes"));
  }
}
