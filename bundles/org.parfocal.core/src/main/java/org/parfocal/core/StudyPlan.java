package org.parfocal.core;

import java.util.List;

/**
 * What a study will do.
 *
 * @param study the study
 * @param data of its variants, each of which stands in one; a single one unless data set or
 *     protocol differ between variants
 * @param jobs in the order in which they run
 */
public record StudyPlan(Study study, List<StudyData> data, List<PlannedJob> jobs) {
  public StudyPlan {
    data = List.copyOf(data);
    jobs = List.copyOf(jobs);
  }

  /** The variant of this name. */
  public Variant variant(String name) {
    return study.variants().stream()
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variant of this plan: " + name));
  }

  /** The data of a variant. */
  public StudyData data(String variant) {
    return data.stream()
        .filter(shared -> shared.variants().contains(variant))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no variant of this plan: " + variant));
  }
}
