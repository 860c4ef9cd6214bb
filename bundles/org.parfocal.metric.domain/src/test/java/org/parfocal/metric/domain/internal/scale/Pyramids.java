package org.parfocal.metric.domain.internal.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;

/**
 * Outcomes of the protocol scale-response: twelve patients in two folds, trained at 0.5 or at 2.0
 * µm per pixel, tested at five scales.
 *
 * @param signal of the probability and the first dimension of the embedding, by scale
 */
record Pyramids(Signal signal) {
  static final List<Double> SCALES = List.of(0.5, 0.7071, 1.0, 1.414, 2.0);
  static final List<String> SETS = List.of("0.5", "2.0");
  private static final List<String> CLASSES = List.of("benign", "malignant");
  private static final int PATIENTS = 12;
  private static final int IMAGES = 3;

  /** How far the classes are apart. */
  @FunctionalInterface
  interface Signal {
    double at(double trained, double scale);
  }

  List<Outcome> outcomes(String variant, long... seeds) {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed : seeds) {
      for (String set : SETS) {
        for (int fold = 1; fold <= 2; fold++) {
          outcomes.add(outcome(variant, set, fold, seed));
        }
      }
    }
    return outcomes;
  }

  private Outcome outcome(String variant, String set, int fold, long seed) {
    Random random = new Random(Objects.hash(variant, set, fold, seed));
    double trained = Double.parseDouble(set);
    List<Prediction> predictions = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (int patient = 0; patient < PATIENTS; patient++) {
      boolean tested = patient % 4 / 2 == fold - 1;
      for (double scale : SCALES) {
        Part part = tested ? (scale == trained ? Part.SEEN : Part.TEST) : Part.TRAINING;
        for (int image = 0; image < IMAGES && (tested || scale == trained); image++) {
          double apart = signal.at(trained, scale) * (patient % 2 - 0.5);
          double probability = 1 / (1 + Math.exp(-apart - random.nextGaussian()));
          predictions.add(
              new Prediction(
                  set + "-" + fold,
                  "p%d %s %d".formatted(patient, scale, image),
                  "p%02d".formatted(patient),
                  null,
                  Double.toString(scale),
                  part,
                  patient % 2,
                  List.of(1 - probability, probability)));
          rows.add(
              new float[] {
                (float) (apart + random.nextGaussian()), (float) random.nextGaussian(), 1
              });
        }
      }
    }
    return outcome(variant, set + "-" + fold, seed, predictions, rows);
  }

  static Outcome outcome(
      String variant, String fold, long seed, List<Prediction> predictions, List<float[]> rows) {
    return new Outcome(
        variant,
        fold,
        seed,
        new SampleField("microns-per-pixel"),
        CLASSES,
        predictions,
        Optional.of(() -> rows));
  }

  /** The area under the ROC curve by all pairs of images; patients count as often as listed. */
  static double area(List<Prediction> predictions, List<String> patients) {
    double won = 0;
    double pairs = 0;
    for (String one : patients) {
      for (String other : patients) {
        for (Prediction positive : predictions) {
          for (Prediction negative : predictions) {
            if (positive.patient().equals(one)
                && negative.patient().equals(other)
                && positive.label() == 1
                && negative.label() == 0) {
              int order =
                  Double.compare(positive.probabilities().get(1), negative.probabilities().get(1));
              won += order > 0 ? 1 : order == 0 ? 0.5 : 0;
              pairs++;
            }
          }
        }
      }
    }
    return won / pairs;
  }

  /** The mean height of a curve over log2 of the scale. */
  static double height(double... areas) {
    double[] x = SCALES.stream().mapToDouble(scale -> Math.log(scale) / Math.log(2)).toArray();
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      sum += (x[i + 1] - x[i]) * 0.5 * (areas[i] + areas[i + 1]);
    }
    return sum / (x[x.length - 1] - x[0]);
  }

  static List<String> everybody() {
    List<String> patients = new ArrayList<>();
    for (int patient = 0; patient < PATIENTS; patient++) {
      patients.add("p%02d".formatted(patient));
    }
    return patients;
  }

  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int low = (int) Math.floor(place);
    int high = (int) Math.ceil(place);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }
}
