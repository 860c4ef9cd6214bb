package org.parfocal.core;

import java.util.List;
import org.parfocal.api.Dataset;
import org.parfocal.api.FoldPlan;

/**
 * What variants with the same sections {@code dataset} and {@code protocol} learn from and are
 * scored on.
 *
 * @param variants their names, in the order of the study
 * @param dataset their data
 * @param folds made by their protocol, with those that cannot be made
 */
public record StudyData(List<String> variants, Dataset dataset, FoldPlan folds) {
  public StudyData {
    variants = List.copyOf(variants);
  }
}
