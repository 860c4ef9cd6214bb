package org.parfocal.metric.classification.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parfocal.api.Prediction;

/** What all scopes of an outcome share: classes, thresholds, and which patients have no label. */
final class Arrangement {
  private final List<String> classes;
  private final Thresholds thresholds;
  private final Set<String> mixedPatients;

  Arrangement(List<String> classes, List<Prediction> predictions, boolean fixedThreshold) {
    this.classes = classes;
    thresholds = Thresholds.of(predictions, fixedThreshold || classes.size() != 2);
    Map<String, Set<Integer>> labels = new HashMap<>();
    for (Prediction prediction : predictions) {
      labels
          .computeIfAbsent(prediction.patient(), patient -> new TreeSet<>())
          .add(prediction.label());
    }
    mixedPatients =
        labels.entrySet().stream()
            .filter(patient -> patient.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  /** The threshold in words; empty if classes are decided without one. */
  String thresholdNote() {
    return classes.size() == 2 ? thresholds.note() : "";
  }

  /** Sorted, so that sums do not depend on the order in which predictions were stored. */
  static List<Prediction> inOrder(Stream<Prediction> predictions) {
    return predictions
        .sorted(
            Comparator.comparing(Prediction::fold)
                .thenComparing(Prediction::part)
                .thenComparing(Prediction::sample))
        .toList();
  }

  /** Arranges some of the outcome's predictions. */
  Cases cases(List<Prediction> predictions) {
    return cases(
        predictions, predictions.stream().map(Prediction::patient).distinct().sorted().toList());
  }

  /**
   * Arranges some of the outcome's predictions.
   *
   * @param patients by whose places patients are numbered; some may have no image here
   */
  Cases cases(List<Prediction> predictions, List<String> patients) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < patients.size(); i++) {
      numbers.put(patients.get(i), i);
    }
    int images = predictions.size();
    int mixed = (int) patients.stream().filter(mixedPatients::contains).count();
    int[] patient = new int[images];
    int[] label = new int[images];
    int[] decided = new int[images];
    double[][] probability = new double[classes.size()][images];
    for (int i = 0; i < images; i++) {
      Prediction prediction = predictions.get(i);
      patient[i] = numbers.getOrDefault(prediction.patient(), 0);
      label[i] = prediction.label();
      decided[i] = decide(prediction);
      for (int c = 0; c < classes.size(); c++) {
        probability[c][i] = prediction.probabilities().get(c);
      }
    }
    return new Cases(classes, patients, mixed, patient, label, decided, probability);
  }

  private int decide(Prediction prediction) {
    if (classes.size() == 2) {
      return thresholds.positive(prediction) ? 1 : 0;
    }
    List<Double> probabilities = prediction.probabilities();
    int largest = 0;
    for (int c = 1; c < probabilities.size(); c++) {
      if (probabilities.get(c) > probabilities.get(largest)) {
        largest = c;
      }
    }
    return largest;
  }
}
