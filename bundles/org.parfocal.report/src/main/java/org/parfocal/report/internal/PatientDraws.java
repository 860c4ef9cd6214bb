package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.parfocal.report.TestedJob;
import org.parfocal.report.TestedJob.TestedImage;

/**
 * Test patients drawn with replacement, as many of each class as there are: the same draws for
 * every curve of a variant. Intervals of curves are percentiles over the draws, point by point.
 */
final class PatientDraws {
  static final int DRAWS = 200;
  private static final long SEED = 2016;
  private static final double TAIL = 0.025;

  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final int[][] weights;

  PatientDraws(List<TestedJob> jobs) {
    Map<Integer, List<Integer>> byClass = new LinkedHashMap<>();
    for (TestedJob job : jobs) {
      for (TestedImage image : job.images()) {
        if (!places.containsKey(image.patient())) {
          byClass.computeIfAbsent(image.label(), label -> new ArrayList<>()).add(places.size());
          places.put(image.patient(), places.size());
        }
      }
    }
    Random random = new Random(SEED);
    weights = new int[DRAWS][places.size()];
    for (int[] draw : weights) {
      for (List<Integer> patients : byClass.values()) {
        for (int i = 0; i < patients.size(); i++) {
          draw[patients.get(random.nextInt(patients.size()))]++;
        }
      }
    }
  }

  /** A patient's place in the weights. */
  int place(String patient) {
    return places.getOrDefault(patient, 0);
  }

  /** Every patient once. */
  int[] all() {
    int[] once = new int[places.size()];
    Arrays.fill(once, 1);
    return once;
  }

  /** The ends of the 95 % interval of a number of the draws; NaN where no draw gives one. */
  double[] interval(ToDoubleFunction<int[]> number) {
    return ends(Arrays.stream(weights).mapToDouble(number).toArray());
  }

  /** What each draw gives. */
  double[][] curves(java.util.function.Function<int[], double[]> curve) {
    return Arrays.stream(weights).map(curve).toArray(double[][]::new);
  }

  /** The ends of the 95 % interval of these numbers, those that are NaN left out. */
  static double[] ends(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).filter(one -> !Double.isNaN(one)).sorted().toArray();
    return sorted.length == 0
        ? new double[] {Double.NaN, Double.NaN}
        : new double[] {quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)};
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
