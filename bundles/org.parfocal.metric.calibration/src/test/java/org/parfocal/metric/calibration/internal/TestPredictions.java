package org.parfocal.metric.calibration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;

/** Predictions, and naive draws of their patients. */
final class TestPredictions {
  static final List<String> TWO = List.of("benign", "malignant");

  private TestPredictions() {}

  static Prediction prediction(
      String fold,
      String sample,
      String patient,
      @Nullable String magnification,
      Part part,
      int label,
      Double... probabilities) {
    return new Prediction(
        fold, sample, patient, magnification, part, label, Arrays.asList(probabilities));
  }

  /** Test images; each is positive about as often as it says, shifted by some. */
  static List<Prediction> simulated(
      long seed, String fold, String magnification, int patients, int images, double shift) {
    Random random = new Random(seed);
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      double p = random.nextDouble();
      int label = random.nextDouble() < p + shift ? 1 : 0;
      String patient = "p" + i % patients;
      predictions.add(
          prediction(fold, "s" + i, patient, magnification, Part.TEST, label, 1 - p, p));
    }
    return predictions;
  }

  static Score find(List<Score> scores, String metric, Part part, String scope) {
    List<Score> found =
        scores.stream()
            .filter(s -> s.metric().equals(metric) && s.part() == part && s.scope().equals(scope))
            .toList();
    assertThat(found).as(metric).hasSize(1);
    return found.get(0);
  }

  static Score find(List<Score> scores, String metric) {
    return find(scores, metric, Part.TEST, Score.ALL);
  }

  /**
   * The numbers of naive draws of patients p0, p1 and so on, sorted, without undefined ones.
   *
   * @param number of the names drawn, as often as they are drawn
   */
  static double[] draws(int draws, long seed, int patients, ToDoubleFunction<List<String>> number) {
    List<String> names = IntStream.range(0, patients).mapToObj(i -> "p" + i).sorted().toList();
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      List<String> drawn = new ArrayList<>();
      for (int i = 0; i < patients; i++) {
        drawn.add(names.get(random.nextInt(patients)));
      }
      values[draw] = number.applyAsDouble(drawn);
    }
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int lower = (int) Math.floor(position);
    double above = lower + 1 < sorted.length ? sorted[lower + 1] : sorted[lower];
    return sorted[lower] * (lower + 1 - position) + above * (position - lower);
  }

  /** ECE with bins of equal mass, for probabilities without ties whose number the bins divide. */
  static double calibrationError(List<Prediction> predictions, int bins) {
    return calibrationError(predictions, binned(predictions, bins), name -> 1);
  }

  /** The same predictions in bins, lowest probabilities first. */
  static List<List<Prediction>> binned(List<Prediction> predictions, int bins) {
    List<Prediction> sorted = new ArrayList<>(predictions);
    sorted.sort((one, other) -> Double.compare(positive(one), positive(other)));
    int size = sorted.size() / bins;
    assertThat(sorted).hasSize(size * bins);
    return IntStream.range(0, bins)
        .mapToObj(bin -> List.copyOf(sorted.subList(bin * size, (bin + 1) * size)))
        .toList();
  }

  /** ECE with each patient counted as often as told. */
  static double calibrationError(
      List<Prediction> predictions, List<List<Prediction>> bins, ToDoubleFunction<String> times) {
    double all = predictions.stream().mapToDouble(p -> times.applyAsDouble(p.patient())).sum();
    double error = 0;
    for (List<Prediction> bin : bins) {
      double images = 0;
      double probability = 0;
      double events = 0;
      for (Prediction prediction : bin) {
        double weight = times.applyAsDouble(prediction.patient());
        images += weight;
        probability += weight * positive(prediction);
        events += weight * prediction.label();
      }
      if (images > 0) {
        error += images / all * Math.abs(probability / images - events / images);
      }
    }
    return error;
  }

  static double positive(Prediction prediction) {
    return prediction.probabilities().get(1);
  }
}
