package org.parfocal.metric.classification.internal;

import java.util.function.ToDoubleFunction;

/** What is averaged over the folds and seeds of a study. */
enum StudyMeasure {
  AUC("auc"),
  BRIER("brier"),
  MACRO_F1("macro-f1");

  private final String label;

  StudyMeasure(String label) {
    this.label = label;
  }

  /** Name, as the metric of one fold has it. */
  String label() {
    return label;
  }

  /** The measure of these cases as a function of how often each patient counts. */
  ToDoubleFunction<int[]> of(Cases cases) {
    return switch (this) {
      case AUC -> RocArea.ofImages(cases)::value;
      case BRIER -> new Brier(cases)::value;
      case MACRO_F1 -> new Confusion(cases)::macroF1;
    };
  }
}
