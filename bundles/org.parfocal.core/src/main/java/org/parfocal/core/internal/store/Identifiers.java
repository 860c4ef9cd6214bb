package org.parfocal.core.internal.store;

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

  /** Adds those of a {@code plan.json}: of the parts of its folds, and of what was left out. */
  public void addPlan(Map<?, ?> plan) {
    plan.forEach(
        (name, value) -> {
          if ("patients".equals(name) || "samples".equals(name)) {
            addTexts("patients".equals(name) ? PATIENT : SAMPLE, value);
          } else if (PATIENT.equals(name) || SAMPLE.equals(name)) {
            addTexts(String.valueOf(name), value);
          } else {
            addBelow(value);
          }
        });
  }

  private void addBelow(Object value) {
    if (value instanceof Map<?, ?> map) {
      addPlan(map);
    } else if (value instanceof Iterable<?> items) {
      items.forEach(this::addBelow);
    }
  }

  private void addTexts(String kind, Object value) {
    if (value instanceof String id && !id.isEmpty()) {
      byKind.computeIfAbsent(kind, none -> new TreeSet<>()).add(id);
    } else if (value instanceof Map<?, ?> parts) {
      parts.values().forEach(part -> addTexts(kind, part));
    } else if (value instanceof Iterable<?> items) {
      items.forEach(item -> addTexts(kind, item));
    }
  }

  /** Adds those of a {@code samples.csv}. */
  public void addSamples(Map<SampleField, Map<String, String>> fields) {
    fields.forEach(
        (field, values) -> {
          addTexts(SAMPLE, values.keySet());
          if (field.name().equals(SLIDE) || field.name().equals(PATIENT)) {
            addTexts(field.name(), values.values());
          }
        });
  }

  /** All of them. */
  public Map<String, Set<String>> byKind() {
    return byKind;
  }
}
