package org.parfocal.statistics;

import java.util.List;
import java.util.function.Function;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Prediction;

/**
 * What a metric measures on any set of predictions, as a function of how often each patient counts:
 * enough to carry it over the folds and seeds of a study, with intervals ({@link StudyIntervals}).
 */
public interface StudyMeasures {
  /**
   * The columns of what is measured, in the order of the values.
   *
   * @param classes how many
   */
  List<MetricColumn> columns(int classes);

  /**
   * Makes the measures of one seed's predictions.
   *
   * @param classes class names in label order
   * @param predictions of all folds of the seed, all parts but training: a threshold, for example,
   *     is chosen on each fold's validation part
   * @param patients by whose places patients are weighted; some may have no image in a pool
   * @return of some of these predictions, the value of each column as a function of the weights;
   *     NaN where it is undefined
   */
  Function<List<Prediction>, Function<int[], double[]>> of(
      List<String> classes, List<Prediction> predictions, List<String> patients);
}
