package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;

/** What is averaged over the folds and seeds of a study. */
enum StudyMeasure {
  AUC(Measure.AUC, "mean AUC", "AUC gain"),
  BRIER(Measure.BRIER, "mean Brier", "Brier change"),
  MACRO_F1(Measure.MACRO_F1, "mean macro F1", "macro F1 gain");

  private final MetricColumn mean;
  private final String gain;
  private final MetricColumn worst;

  StudyMeasure(MetricColumn ofFold, String heading, String gain) {
    this.gain = gain;
    mean = column("mean-" + ofFold.name(), heading, "mean over the domains and seeds", ofFold);
    worst =
        column(
            "worst-" + ofFold.name(),
            "worst " + ofFold.heading(),
            "of the domain with the worst mean over the seeds",
            ofFold);
  }

  private static MetricColumn column(
      String name, String heading, String description, MetricColumn ofFold) {
    return MetricColumn.of(name, heading, ofFold.better())
        .described(description)
        .unit(ofFold.unit())
        .shown(Table.COMPARISON);
  }

  /** The columns of the means, of their differences, and of the worst domain. */
  static List<MetricColumn> columns() {
    List<MetricColumn> columns = new ArrayList<>();
    for (StudyMeasure measure : values()) {
      MetricColumn mean = measure == MACRO_F1 ? measure.mean.shown() : measure.mean;
      columns.add(mean);
      columns.add(mean.difference(measure.gain));
    }
    columns.add(AUC.worst);
    columns.add(AUC.worst.difference("worst AUC gain").shown());
    return columns;
  }

  String mean() {
    return mean.name();
  }

  String worst() {
    return worst.name();
  }

  /** The measure of these arrays as a function of how often each patient counts. */
  ToDoubleFunction<int[]> of(PredictionArrays arrays) {
    return switch (this) {
      case AUC -> arrays.rocArea()::value;
      case BRIER -> new Brier(arrays)::value;
      case MACRO_F1 -> new Confusion(arrays)::macroF1;
    };
  }
}
