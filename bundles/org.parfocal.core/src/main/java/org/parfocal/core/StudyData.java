package org.parfocal.core;

import java.util.List;
import java.util.stream.Stream;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;

/**
 * What variants with the same sections {@code dataset} and {@code protocol} learn from and are
 * scored on.
 *
 * @param variants their names, in the order of the study
 * @param dataset their data
 * @param folds made by their protocol, with those that cannot be made
 * @param inner folds within their training parts, by which options are chosen; mostly none
 */
public record StudyData(
    List<String> variants, Dataset dataset, FoldPlan folds, List<InnerFold> inner) {
  public StudyData {
    variants = List.copyOf(variants);
    inner = List.copyOf(inner);
  }

  /** Data without inner folds. */
  public StudyData(List<String> variants, Dataset dataset, FoldPlan folds) {
    this(variants, dataset, folds, List.of());
  }

  /** The fold of a job. */
  public Fold fold(String name) {
    return Stream.concat(folds.folds().stream(), inner.stream().map(InnerFold::fold))
        .filter(fold -> fold.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fold of this plan: " + name));
  }
}
