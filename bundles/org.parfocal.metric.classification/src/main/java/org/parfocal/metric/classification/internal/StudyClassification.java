package org.parfocal.metric.classification.internal;

import java.util.List;
import java.util.function.Function;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Prediction;
import org.parfocal.statistics.StudyMeasures;

/**
 * The measures of a scope over the folds and seeds of a study. A threshold is that of each fold,
 * whatever is pooled.
 *
 * @param fixedThreshold whether the threshold is one half, or each fold's own
 * @param headline what the study is told by
 */
record StudyClassification(boolean fixedThreshold, HeadlineMeasure headline)
    implements StudyMeasures {

  @Override
  public List<MetricColumn> columns(int classes) {
    return headline.among(Measure.columns(classes));
  }

  @Override
  public Function<List<Prediction>, Function<int[], double[]>> of(
      List<String> classes, List<Prediction> predictions, List<String> patients) {
    PredictionArrays.Builder builder =
        new PredictionArrays.Builder(classes, predictions, fixedThreshold);
    return pool -> {
      List<Measure> measures = Measure.of(builder.arrays(pool, patients));
      return weights -> Measure.values(measures, weights);
    };
  }
}
