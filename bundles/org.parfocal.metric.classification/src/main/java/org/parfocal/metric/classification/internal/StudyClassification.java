package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Prediction;
import org.parfocal.statistics.StudyMeasures;

/**
 * The measures of a scope over the folds and seeds of a study. A threshold is that of each fold,
 * whatever is pooled.
 *
 * @param fixedThreshold whether the threshold is one half, or each fold's own
 */
record StudyClassification(boolean fixedThreshold) implements StudyMeasures {

  /** The columns of what is shown of a study. */
  static List<MetricColumn> shown() {
    List<MetricColumn> columns =
        new ArrayList<>(List.of(Measure.AUC.validation().shown(Table.COMPARISON)));
    columns.addAll(gain(Measure.AUC, "AUC gain", Table.COMPARISON));
    columns.add(Measure.AUC.seen().shown(Table.COMPARISON));
    columns.addAll(lost(Measure.AUC));
    columns.addAll(gain(Measure.BRIER, "Brier change", Table.COMPARISON));
    columns.addAll(gain(Measure.MACRO_F1, "macro F1 gain"));
    columns.add(Measure.AUC.worst().shown(Table.COMPARISON));
    columns.add(Measure.AUC.worst().difference("worst AUC gain"));
    return columns;
  }

  private static List<MetricColumn> gain(MetricColumn ofFold, String headed, Table... where) {
    MetricColumn mean = ofFold.mean().shown(where);
    return List.of(mean, mean.difference(headed));
  }

  private static List<MetricColumn> lost(MetricColumn ofFold) {
    MetricColumn lost = ofFold.lost().shown(Table.COMPARISON);
    return List.of(lost, lost.difference(lost.heading() + ", change").shown());
  }

  @Override
  public List<MetricColumn> columns(int classes) {
    return Measure.columns(classes);
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
