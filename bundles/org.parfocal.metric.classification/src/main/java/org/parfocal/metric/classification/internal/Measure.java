package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One score of a scope as a function of how often each patient counts.
 *
 * @param name as in results
 * @param decides whether it depends on the threshold
 * @param largerIsBetter false for losses
 * @param value NaN where it is undefined
 * @param undefined why it is undefined when each patient counts once; read only then
 * @param remark on what is averaged; may be empty
 */
record Measure(
    String name,
    boolean decides,
    boolean largerIsBetter,
    ToDoubleFunction<int[]> value,
    String undefined,
    String remark) {

  /** The measures of a scope, in the order of reports. */
  static List<Measure> of(Cases cases) {
    List<String> occurring = cases.occurring();
    String oneClass = "all images are " + String.join(", ", occurring);
    String remark =
        occurring.size() == cases.classes().size()
            ? ""
            : occurring.size() + " of " + cases.classes().size() + " classes occur";
    Confusion confusion = new Confusion(cases);
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure("accuracy", true, true, confusion::accuracy, "", ""));
    measures.add(
        new Measure(
            "balanced-accuracy", true, true, confusion::balancedAccuracy, oneClass, remark));
    measures.add(new Measure("macro-f1", true, true, confusion::macroF1, oneClass, remark));
    measures.add(new Measure("auc", false, true, RocArea.ofImages(cases)::value, oneClass, remark));
    if (cases.twoClasses()) {
      measures.add(recall("sensitivity", confusion, cases, 1));
      measures.add(recall("specificity", confusion, cases, 0));
    }
    measures.add(new Measure("brier", false, false, new Brier(cases)::value, "", ""));
    measures.add(
        new Measure(
            "patient-recognition-rate", true, true, confusion::patientRecognitionRate, "", ""));
    measures.add(patientAuc(cases, occurring, remark));
    return measures;
  }

  private static Measure recall(String name, Confusion confusion, Cases cases, int label) {
    return new Measure(
        name,
        true,
        true,
        weights -> confusion.recall(label, weights),
        "no image is " + cases.classes().get(label),
        "");
  }

  private static Measure patientAuc(Cases cases, List<String> occurring, String remark) {
    if (cases.mixed() > 0) {
      String reason =
          "%d of %d patients have images of several classes, so patients have no label"
              .formatted(cases.mixed(), cases.patients().size());
      return new Measure("patient-auc", false, true, weights -> Double.NaN, reason, "");
    }
    return new Measure(
        "patient-auc",
        false,
        true,
        RocArea.ofPatients(cases)::value,
        "all patients are " + String.join(", ", occurring),
        remark);
  }
}
