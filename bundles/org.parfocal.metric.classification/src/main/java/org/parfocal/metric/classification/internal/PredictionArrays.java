package org.parfocal.metric.classification.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.parfocal.api.Prediction;
import org.parfocal.statistics.PatientBootstrap;
import org.parfocal.statistics.RocArea;

/**
 * The predictions of one scope as arrays.
 *
 * @param classes class names
 * @param patients names, in their order; patients are numbered by it
 * @param mixed how many of the patients hold images of several classes, here or in another scope
 * @param patient of each image
 * @param label of each image
 * @param decided class that each image is taken for
 * @param probability of each class, then of each image
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record PredictionArrays(
    List<String> classes,
    List<String> patients,
    int mixed,
    int[] patient,
    int[] label,
    int[] decided,
    double[][] probability) {

  int images() {
    return label.length;
  }

  boolean twoClasses() {
    return classes.size() == 2;
  }

  /** Names of the classes that occur. */
  List<String> occurring() {
    return Arrays.stream(label).distinct().sorted().mapToObj(classes::get).toList();
  }

  /** The area under the ROC curve of the images. */
  RocArea rocArea() {
    return new RocArea(probability, label, patient);
  }

  /**
   * The area under the ROC curve of the patients: a patient's score is the mean probability of the
   * images. Only for patients whose images are of one class.
   */
  RocArea rocAreaOfPatients() {
    int[] present = Arrays.stream(patient).distinct().sorted().toArray();
    int[] labelOf = new int[patients.size()];
    int[] images = new int[patients.size()];
    double[][] sum = new double[classes.size()][patients.size()];
    for (int i = 0; i < images(); i++) {
      labelOf[patient[i]] = label[i];
      images[patient[i]]++;
      for (int c = 0; c < sum.length; c++) {
        sum[c][patient[i]] += probability[c][i];
      }
    }
    double[][] mean =
        Arrays.stream(sum)
            .map(ofClass -> Arrays.stream(present).mapToDouble(one -> ofClass[one] / images[one]))
            .map(DoubleStream::toArray)
            .toArray(double[][]::new);
    return new RocArea(mean, Arrays.stream(present).map(one -> labelOf[one]).toArray(), present);
  }

  /** Each patient once. */
  int[] once() {
    return PatientBootstrap.once(patients.size());
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

  /**
   * Makes the arrays of an outcome's scopes, which share classes, thresholds, and which patients
   * have no label.
   */
  static final class Builder {
    private final List<String> classes;
    private final Thresholds thresholds;
    private final Set<String> mixedPatients;

    Builder(List<String> classes, List<Prediction> predictions, boolean fixedThreshold) {
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

    /** Arranges some of the outcome's predictions. */
    PredictionArrays arrays(List<Prediction> predictions) {
      return arrays(
          predictions, predictions.stream().map(Prediction::patient).distinct().sorted().toList());
    }

    /**
     * Arranges some of the outcome's predictions.
     *
     * @param patients by whose places patients are numbered; some may have no image here
     */
    PredictionArrays arrays(List<Prediction> predictions, List<String> patients) {
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
      return new PredictionArrays(classes, patients, mixed, patient, label, decided, probability);
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
}
