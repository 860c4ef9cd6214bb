package org.parfocal.core.internal.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.parfocal.api.SampleField;

/** The ids of patients, samples and slides that a study's files name. */
public final class Identifiers {
  private static final String PATIENT = "patient";
  private static final String SAMPLE = "sample";
  private static final String SLIDE = "slide";

  private final Map<String, Set<String>> byKind = new LinkedHashMap<>();

  void addPatients(Collection<String> ids) {
    add(PATIENT, ids);
  }

  void addSamples(Collection<String> ids) {
    add(SAMPLE, ids);
  }

  private void add(String kind, Collection<String> ids) {
    ids.stream()
        .filter(id -> !id.isEmpty())
        .forEach(id -> byKind.computeIfAbsent(kind, none -> new TreeSet<>()).add(id));
  }

  /** Adds those of a {@code samples.csv}. */
  public void addSamples(Map<SampleField, Map<String, String>> fields) {
    fields.forEach(
        (field, values) -> {
          addSamples(values.keySet());
          if (field.name().equals(SLIDE) || field.name().equals(PATIENT)) {
            add(field.name(), values.values());
          }
        });
  }

  /** All of them. */
  public Map<String, Set<String>> byKind() {
    return byKind;
  }
}
