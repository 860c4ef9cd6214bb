package org.parfocal.report.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.parfocal.report.TestedJob.TestedImage;

/** The images of one job and domain, from the most probably positive to the least. */
final class RankedImages {
  /** Points of a curve, evenly from 0 to 1. */
  static final int POINTS = 51;

  private static final double[] GRID =
      IntStream.range(0, POINTS).mapToDouble(i -> (double) i / (POINTS - 1)).toArray();

  /** Of each image: 0 if it is positive, 1 if not. */
  private final int[] sides;

  /** Of each image: whether the next one has a lower probability, or there is none. */
  private final boolean[] lasts;

  private final int[] patients;

  RankedImages(List<TestedImage> images, int positiveClass, PatientDraws draws) {
    List<TestedImage> ranked =
        images.stream()
            .sorted(
                Comparator.comparingDouble(
                    (TestedImage image) -> -image.probabilities().get(positiveClass)))
            .toList();
    double[] probabilities =
        ranked.stream().mapToDouble(i -> i.probabilities().get(positiveClass)).toArray();
    patients = ranked.stream().mapToInt(image -> draws.place(image.patient())).toArray();
    sides = ranked.stream().mapToInt(image -> image.label() == positiveClass ? 0 : 1).toArray();
    lasts = new boolean[probabilities.length];
    for (int i = 0; i < lasts.length; i++) {
      lasts[i] = i + 1 == lasts.length || probabilities[i + 1] < probabilities[i];
    }
  }

  /**
   * True positive rate at false positive rates of 0 to 1, between thresholds along straight lines.
   *
   * @param weights of the patients
   * @return all NaN where a class has no patient
   */
  double[] roc(int[] weights) {
    return walk(
        weights,
        (curve, from, to, totals) -> {
          double x0 = from[1] / totals[1];
          double x1 = to[1] / totals[1];
          double y0 = from[0] / totals[0];
          double y1 = to[0] / totals[0];
          for (int i = point(x0); i < POINTS && GRID[i] <= x1 + 1e-12; i++) {
            if (GRID[i] >= x0 - 1e-12) {
              double y = x1 > x0 ? y0 + (y1 - y0) * (GRID[i] - x0) / (x1 - x0) : y1;
              curve[i] = Double.isNaN(curve[i]) ? y : Math.max(curve[i], y);
            }
          }
        });
  }

  /**
   * Precision at recalls of 0 to 1: of the highest threshold that reaches it.
   *
   * @param weights of the patients
   * @return all NaN where a class has no patient
   */
  double[] precision(int[] weights) {
    return walk(
        weights,
        (curve, from, to, totals) -> {
          double reached = to[0] / totals[0];
          for (int i = point(from[0] / totals[0]); i < POINTS && GRID[i] <= reached + 1e-12; i++) {
            if (Double.isNaN(curve[i]) && to[0] > 0) {
              curve[i] = to[0] / (to[0] + to[1]);
            }
          }
        });
  }

  /** A step from one threshold to the next: weights of true and false positives so far. */
  private interface Step {
    void to(double[] curve, double[] before, double[] after, double[] totals);
  }

  private double[] walk(int[] weights, Step step) {
    double[] totals = new double[2];
    for (int i = 0; i < sides.length; i++) {
      totals[sides[i]] += weights[patients[i]];
    }
    double[] curve = new double[POINTS];
    Arrays.fill(curve, Double.NaN);
    if (totals[0] == 0 || totals[1] == 0) {
      return curve;
    }
    double[] before = new double[2];
    double[] after = new double[2];
    for (int i = 0; i < sides.length; i++) {
      after[sides[i]] += weights[patients[i]];
      // A threshold that no drawn patient's image has is none.
      if (lasts[i] && (after[0] > before[0] || after[1] > before[1])) {
        step.to(curve, before, after, totals);
        before[0] = after[0];
        before[1] = after[1];
      }
    }
    return curve;
  }

  /**
   * The first point at or after a place: without the function for it, which takes most of a curve's
   * time.
   */
  private static int point(double x) {
    double place = x * (POINTS - 1) - 1e-9;
    int point = (int) place;
    return point < place ? point + 1 : point;
  }

  /** Where a point lies. */
  static double at(int point) {
    return GRID[point];
  }
}
