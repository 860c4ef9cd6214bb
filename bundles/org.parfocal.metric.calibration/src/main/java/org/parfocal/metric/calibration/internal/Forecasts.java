package org.parfocal.metric.calibration.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.parfocal.api.Prediction;

/**
 * How probable an event was said to be for each image, and whether it occurred.
 *
 * @param patients how many
 * @param patient number of each image's patient
 * @param probability of the event, for each image
 * @param occurred 1 or 0, for each image
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record Forecasts(int patients, int[] patient, double[] probability, int[] occurred) {

  /**
   * The forecasts whose calibration is measured: of two classes that the image is of the positive
   * one, of more that it is of the most probable one.
   *
   * @param patients by whose places patients are numbered; some may have no image here
   */
  static Forecasts of(List<Prediction> predictions, List<String> patients, int classes) {
    return classes == 2
        ? ofClass(predictions, patients, 1)
        : ofClasses(
            predictions,
            patients,
            predictions.stream().mapToInt(Forecasts::mostProbable).toArray());
  }

  /** That each image is of this class. */
  static Forecasts ofClass(List<Prediction> predictions, List<String> patients, int label) {
    return ofClasses(
        predictions, patients, IntStream.generate(() -> label).limit(predictions.size()).toArray());
  }

  private static Forecasts ofClasses(
      List<Prediction> predictions, List<String> patients, int[] forecast) {
    int images = forecast.length;
    double[] probability = new double[images];
    int[] occurred = new int[images];
    for (int i = 0; i < images; i++) {
      Prediction prediction = predictions.get(i);
      probability[i] = prediction.probabilities().get(forecast[i]);
      occurred[i] = prediction.label() == forecast[i] ? 1 : 0;
    }
    return new Forecasts(patients.size(), owners(predictions, patients), probability, occurred);
  }

  /** Number of each image's patient. */
  static int[] owners(List<Prediction> predictions, List<String> patients) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < patients.size(); i++) {
      numbers.put(patients.get(i), i);
    }
    return predictions.stream().mapToInt(one -> numbers.getOrDefault(one.patient(), 0)).toArray();
  }

  /** Of equally probable classes the first. */
  private static int mostProbable(Prediction prediction) {
    List<Double> probabilities = prediction.probabilities();
    int most = 0;
    for (int c = 1; c < probabilities.size(); c++) {
      if (probabilities.get(c) > probabilities.get(most)) {
        most = c;
      }
    }
    return most;
  }
}
