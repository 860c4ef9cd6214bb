package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;

/**
 * One score of a scope as a function of how often each patient counts.
 *
 * @param column what it is
 * @param decides whether it depends on the threshold
 * @param value NaN where it is undefined
 * @param undefined why it is undefined when each patient counts once; read only then
 * @param remark on what is averaged; may be empty
 */
record Measure(
    MetricColumn column,
    boolean decides,
    ToDoubleFunction<int[]> value,
    String undefined,
    String remark) {
  static final String SHARE = "0 to 1";
  private static final String BY_CLASSES = "0 to 1; 0 to 2 for more than two classes";
  static final MetricColumn AUC =
      MetricColumn.of("auc", "AUC", Better.LARGER)
          .described(
              "area under the ROC curve; of more than two classes the macro mean, one-vs-rest")
          .unit(SHARE)
          .shown(Table.HEADLINE, Table.FOLDS);
  static final MetricColumn BRIER =
      MetricColumn.of("brier", "Brier", Better.SMALLER)
          .described("mean squared error of the probability; of more than two classes their sum")
          .unit(BY_CLASSES)
          .shown(Table.FOLDS);
  static final MetricColumn BALANCED_ACCURACY =
      MetricColumn.of("balanced-accuracy", "bal. acc.", Better.LARGER)
          .described("balanced accuracy, the mean recall of the classes")
          .unit(SHARE)
          .shown(Table.FOLDS);
  static final MetricColumn ACCURACY = share("accuracy", "accuracy");
  static final MetricColumn MACRO_F1 = share("macro-f1", "macro F1");
  private static final MetricColumn SENSITIVITY = share("sensitivity", "sensitivity");
  private static final MetricColumn SPECIFICITY = share("specificity", "specificity");
  private static final MetricColumn PATIENT_RECOGNITION =
      share("patient-recognition-rate", "patient recognition rate");
  private static final MetricColumn PATIENT_AUC = share("patient-auc", "patient AUC");

  /** What a scope is measured by, in the order of reports. */
  static final List<MetricColumn> COLUMNS =
      List.of(
          AUC,
          BRIER,
          BALANCED_ACCURACY,
          ACCURACY,
          MACRO_F1,
          SENSITIVITY,
          SPECIFICITY,
          PATIENT_RECOGNITION,
          PATIENT_AUC);

  private static MetricColumn share(String name, String heading) {
    return MetricColumn.of(name, heading, Better.LARGER).unit(SHARE).shown();
  }

  /** The words of a column for data of so many classes. */
  static MetricColumn worded(MetricColumn column, int classes) {
    boolean two = classes == 2;
    MetricColumn sized =
        column.unit().equals(BY_CLASSES) ? column.unit(two ? SHARE : "0 to 2") : column;
    return switch (column.name()) {
      case "auc" ->
          column.described(
              two
                  ? "area under the ROC curve"
                  : "macro one-vs-rest: mean over the classes of the area under the ROC curve of each"
                      + " against the rest");
      case "brier" ->
          sized.described(
              two
                  ? "mean squared error of the probability"
                  : "squared error of the probabilities, summed over the classes");
      default -> sized;
    };
  }

  /** Name, as in results. */
  String name() {
    return column.name();
  }

  /** The measures of a scope. */
  static List<Measure> of(PredictionArrays arrays) {
    List<String> occurring = arrays.occurring();
    String oneClass = "all images are " + String.join(", ", occurring);
    String remark =
        occurring.size() == arrays.classes().size()
            ? ""
            : occurring.size() + " of " + arrays.classes().size() + " classes occur";
    Confusion confusion = new Confusion(arrays);
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure(ACCURACY, true, confusion::accuracy, "", ""));
    measures.add(
        new Measure(BALANCED_ACCURACY, true, confusion::balancedAccuracy, oneClass, remark));
    measures.add(new Measure(MACRO_F1, true, confusion::macroF1, oneClass, remark));
    measures.add(
        new Measure(AUC, false, arrays.rocArea()::value, oneClass, oneVersusRest(arrays, remark)));
    if (arrays.twoClasses()) {
      measures.add(recall(SENSITIVITY, confusion, arrays, 1));
      measures.add(recall(SPECIFICITY, confusion, arrays, 0));
    }
    measures.add(new Measure(BRIER, false, new Brier(arrays)::value, "", ""));
    measures.add(new Measure(PATIENT_RECOGNITION, true, confusion::patientRecognitionRate, "", ""));
    measures.add(patientAuc(arrays, occurring, oneVersusRest(arrays, remark)));
    return measures;
  }

  /** Their values. */
  static double[] values(List<Measure> measures, int[] weights) {
    double[] values = new double[measures.size()];
    for (int measure = 0; measure < values.length; measure++) {
      values[measure] = measures.get(measure).value.applyAsDouble(weights);
    }
    return values;
  }

  /** The columns of {@link #of}, in its order. */
  static List<MetricColumn> columns(int classes) {
    return Stream.of(
            ACCURACY,
            BALANCED_ACCURACY,
            MACRO_F1,
            AUC,
            SENSITIVITY,
            SPECIFICITY,
            BRIER,
            PATIENT_RECOGNITION,
            PATIENT_AUC)
        .filter(column -> classes == 2 || column != SENSITIVITY && column != SPECIFICITY)
        .toList();
  }

  private static String oneVersusRest(PredictionArrays arrays, String remark) {
    return arrays.twoClasses() ? remark : ScopeResult.joined("macro one-vs-rest", remark);
  }

  private static Measure recall(
      MetricColumn column, Confusion confusion, PredictionArrays arrays, int label) {
    return new Measure(
        column,
        true,
        weights -> confusion.recall(label, weights),
        "no image is " + arrays.classes().get(label),
        "");
  }

  private static Measure patientAuc(
      PredictionArrays arrays, List<String> occurring, String remark) {
    if (arrays.mixed() > 0) {
      String reason =
          "%d of %d patients have images of several classes, so patients have no label"
              .formatted(arrays.mixed(), arrays.patients().size());
      return new Measure(PATIENT_AUC, false, weights -> Double.NaN, reason, "");
    }
    return new Measure(
        PATIENT_AUC,
        false,
        arrays.rocAreaOfPatients()::value,
        "all patients are " + String.join(", ", occurring),
        remark);
  }
}
