package org.parfocal.core.internal.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.core.InnerFold;
import org.parfocal.core.Selection;
import org.parfocal.core.Selection.Method;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;

/** The folds that jobs of options are needed in, and whether options can be chosen there at all. */
final class OptionFolds {
  private OptionFolds() {}

  /**
   * The data, with inner folds where options are chosen by them.
   *
   * @throws ConfigurationException if options differ in their data, or by what they are chosen is
   *     no measure of the study
   * @throws DatasetException if a fold has nothing to choose by
   */
  static StudyData of(StudyData data, Study study, StudyParts parts) {
    boolean inner = false;
    for (Selection selection : study.selections()) {
      long own = selection.options().stream().filter(data.variants()::contains).count();
      if (own > 0) {
        requireSharedData(selection, own);
        requireMeasure(selection, parts);
        requireValidation(selection, data);
        inner |= selection.by() == Method.LEAVE_ONE_MAGNIFICATION_OUT;
      }
    }
    return inner ? InnerFolds.added(data) : data;
  }

  /** The folds that a variant has jobs in. */
  static List<Fold> ofJobs(StudyData data, String variant, Study study) {
    List<Fold> folds = new ArrayList<>(data.folds().folds());
    boolean inner =
        study.selections().stream()
            .filter(selection -> selection.by() == Method.LEAVE_ONE_MAGNIFICATION_OUT)
            .anyMatch(selection -> selection.options().contains(variant));
    if (inner) {
      data.inner().stream().map(InnerFold::fold).forEach(folds::add);
    }
    return folds;
  }

  private static void requireSharedData(Selection selection, long own) {
    if (own < selection.options().size()) {
      throw new ConfigurationException(
          "The options of %s differ in their data set or protocol, so none can be chosen for a fold; vary these in a study of their own, or leave out select."
              .formatted(selection.variant()));
    }
  }

  private static void requireMeasure(Selection selection, StudyParts parts) {
    List<MetricColumn> columns = new MetricCalls(parts).columns(List.of());
    Optional<MetricColumn> measure =
        columns.stream().filter(column -> column.name().equals(selection.measure())).findFirst();
    if (measure.isEmpty() || measure.get().better() == Better.NEITHER) {
      throw new ConfigurationException(
          "select.measure is %s, which %s; known: %s."
              .formatted(
                  selection.measure(),
                  measure.isEmpty()
                      ? "no metric of the study gives"
                      : "is neither better nor worse when it is larger",
                  String.join(
                      ", ",
                      columns.stream()
                          .filter(column -> column.better() != Better.NEITHER)
                          .map(MetricColumn::name)
                          .toList())));
    }
  }

  private static void requireValidation(Selection selection, StudyData data) {
    if (selection.by() == Method.VALIDATION) {
      data.folds().folds().stream()
          .filter(fold -> fold.validation().isEmpty())
          .findFirst()
          .ifPresent(
              fold -> {
                throw new DatasetException(
                    "Fold %s has no validation patients, by whom select: validation chooses; set protocol.validation-patients above 0."
                        .formatted(fold.name()));
              });
    }
  }
}
