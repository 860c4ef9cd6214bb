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
import org.parfocal.core.internal.store.StoredData.StoredFold;
import org.parfocal.core.internal.store.StoredData.StoredInner;
import org.parfocal.core.text.Json;
import org.parfocal.core.text.JsonObject;

/** The members of {@code plan.json} that describe data and folds. */
final class DataMembers {
  private static final String FIELD = "field";
  private static final String DOMAINS = "domains";
  private static final String REPEAT = "repeat";
  private static final String INNER = "inner";
  private static final String PATIENTS = "patients";

  private DataMembers() {}

  /** Everything but the folds. */
  static Map<String, Object> of(StoredData stored) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", stored.dataset());
    data.put("manifest", stored.manifest());
    data.put("samples", stored.samples());
    data.put(PATIENTS, stored.patients());
    data.put("licence", stored.licence());
    data.put("classes", stored.classes());
    data.put(FIELD, stored.field().name());
    data.put(DOMAINS, stored.domains());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("dataset", data);
    members.put("notes", stored.notes());
    members.put(
        "skipped",
        stored.skipped().stream()
            .map(s -> Json.members("sample", s.sample(), "reason", s.reason()))
            .toList());
    members.put(
        "unusable",
        stored.unusable().stream()
            .map(
                f ->
                    Json.members(
                        "name",
                        f.name(),
                        "pool",
                        f.pool(),
                        REPEAT,
                        f.repeat(),
                        "reason",
                        f.reason()))
            .toList());
    if (!stored.inner().isEmpty()) {
      members.put(
          INNER,
          stored.inner().stream()
              .map(one -> Json.members("name", one.name(), "outer", one.outer()))
              .toList());
    }
    return members;
  }

  /** A fold with its samples. */
  static Map<String, Object> of(Fold fold) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", fold.name());
    members.put("pool", fold.pool());
    members.put(REPEAT, fold.repeat());
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
    members.put(PATIENTS, patients);
    members.put("samples", ids);
    return members;
  }

  /**
   * Reads both again.
   *
   * @throws IOException if a member is missing, or is something else
   */
  static StoredData parse(JsonObject json, List<String> variants) throws IOException {
    JsonObject data = json.object("dataset");
    List<StoredFold> folds = new ArrayList<>();
    for (JsonObject fold : json.objects("folds")) {
      folds.add(fold(fold));
    }
    List<UnusableFold> unusable = new ArrayList<>();
    for (JsonObject fold : json.objects("unusable")) {
      unusable.add(
          new UnusableFold(
              fold.text("name"), fold.text("pool"), fold.count(REPEAT), fold.text("reason")));
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
        json.texts("notes"),
        inner(json));
  }

  /**
   * Notes whom the folds name, and what was left out of them.
   *
   * @throws IOException if a member is missing, or is something else
   */
  static void identify(JsonObject json, Identifiers found) throws IOException {
    for (JsonObject fold : json.objects("folds")) {
      for (Part part : Part.values()) {
        found.addPatients(fold.object(PATIENTS).texts(part.label()));
        found.addSamples(fold.object("samples").texts(part.label()));
      }
    }
    for (JsonObject image : json.objects("skipped")) {
      found.addSamples(List.of(image.text("sample")));
    }
  }

  private static List<StoredInner> inner(JsonObject json) throws IOException {
    List<StoredInner> inner = new ArrayList<>();
    if (json.members().containsKey(INNER)) {
      for (JsonObject one : json.objects(INNER)) {
        inner.add(new StoredInner(one.text("name"), one.text("outer")));
      }
    }
    return inner;
  }

  private static StoredFold fold(JsonObject json) throws IOException {
    JsonObject parts = json.object(DOMAINS);
    JsonObject patients = json.object(PATIENTS);
    return new StoredFold(
        json.text("name"),
        json.text("pool"),
        json.count(REPEAT),
        parts.texts(Part.TRAINING.label()),
        parts.texts(Part.TEST.label()),
        !json.object("samples").texts(Part.SEEN.label()).isEmpty(),
        patients.texts(Part.TRAINING.label()).size(),
        patients.texts(Part.TEST.label()).size());
  }
}
