package org.parfocal.metric.calibration.internal;

import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Prediction;
import org.parfocal.statistics.StudyMeasures;

/**
 * The measures of a scope over the folds and seeds of a study; bins are those of the predictions
 * that are pooled.
 *
 * @param bins how many
 */
record StudyCalibration(int bins) implements StudyMeasures {
  @Override
  public List<MetricColumn> columns(int classes) {
    return CalibrationMetric.MEASURED;
  }

  @Override
  public Function<List<Prediction>, Function<int[], double[]>> of(
      List<String> classes, List<Prediction> predictions, List<String> patients) {
    return pool -> {
      List<Numbers> measured = CalibrationMetric.measured("", pool, patients, classes.size(), bins);
      return weights ->
          measured.stream()
              .flatMapToDouble(numbers -> DoubleStream.of(numbers.values().apply(weights)))
              .toArray();
    };
  }
}
