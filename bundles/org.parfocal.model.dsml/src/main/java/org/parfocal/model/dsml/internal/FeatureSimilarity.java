package org.parfocal.model.dsml.internal;

import java.util.Arrays;
import org.parfocal.api.ConfigurationException;
import org.parfocal.nn.LogSoftmax;

/**
 * q_m are the rows of softmax(S_m/T), where S_m is the matrix of cosine similarities between the
 * representations of the batch's pyramids at magnification m: places that look alike at one
 * magnification are to look alike at the others.
 *
 * <p>The diagonal stays in: it is always 1, so that a row says how alike the others are measured
 * against the place itself, and not only in which order; without it a batch of two would say
 * nothing. A representation shorter than {@link #SHORTEST} is divided by that instead of its
 * length.
 */
final class FeatureSimilarity implements Similarity {
  private static final double SHORTEST = 1e-8;

  private final double lambda;
  private final double temperature;

  FeatureSimilarity(double lambda, double temperature) {
    this.lambda = lambda;
    this.temperature = temperature;
  }

  /** {@code [M, G, G]}. */
  @Override
  public double[] targets(PyramidRows rows) {
    int area = rows.groups() * rows.groups();
    double[] targets = new double[rows.magnifications() * area];
    for (int m = 0; m < rows.magnifications(); m++) {
      double[] logarithms = logarithms(units(rows, m));
      for (int index = 0; index < area; index++) {
        targets[m * area + index] = Math.exp(logarithms[index]);
      }
    }
    return targets;
  }

  @Override
  public double evaluate(PyramidRows rows, double[] targets, Slopes slopes) {
    if (rows.groups() < 2) {
      throw new ConfigurationException(
          "model.similarity: feature compares the pyramids of a batch and needs at least two of"
              + " them; set training.batch to 3 or more, which never leaves one alone.");
    }
    double value = 0;
    for (int m = 0; m < rows.magnifications(); m++) {
      value += evaluate(rows, m, targets, slopes);
    }
    return value;
  }

  private double evaluate(PyramidRows rows, int m, double[] targets, Slopes slopes) {
    int magnifications = rows.magnifications();
    int area = rows.groups() * rows.groups();
    double factor = lambda / (magnifications * (magnifications - 1.0) * rows.groups());
    double[][] units = units(rows, m);
    double[] logarithms = logarithms(units);
    double[] cosineSlopes = new double[area];
    double value = 0;
    for (int index = 0; index < area; index++) {
      double probability = Math.exp(logarithms[index]);
      for (int n = 0; n < magnifications; n++) {
        if (n != m) {
          double target = targets[n * area + index];
          value -= factor * target * logarithms[index];
          cosineSlopes[index] += factor * (probability - target) / temperature;
        }
      }
    }
    addSlopes(rows, m, units, cosineSlopes, slopes);
    return value;
  }

  /** Through S_ij = u_i·u_j and u = h/‖h‖. */
  private static void addSlopes(
      PyramidRows rows, int m, double[][] units, double[] cosineSlopes, Slopes slopes) {
    int groups = rows.groups();
    int width = rows.width();
    double[] slope = new double[width];
    for (int i = 0; i < groups; i++) {
      Arrays.fill(slope, 0);
      for (int j = 0; j < groups; j++) {
        double both = cosineSlopes[i * groups + j] + cosineSlopes[j * groups + i];
        for (int k = 0; k < width; k++) {
          slope[k] += both * units[j][k];
        }
      }
      int start = rows.row(i, m) * width;
      double length = length(rows.representations(), start, width);
      double along = length > SHORTEST ? dot(slope, units[i]) : 0;
      for (int k = 0; k < width; k++) {
        slopes.representations()[start + k] +=
            (slope[k] - along * units[i][k]) / Math.max(length, SHORTEST);
      }
    }
  }

  private static double[][] units(PyramidRows rows, int m) {
    int width = rows.width();
    double[][] units = new double[rows.groups()][width];
    for (int group = 0; group < rows.groups(); group++) {
      int start = rows.row(group, m) * width;
      double length = Math.max(length(rows.representations(), start, width), SHORTEST);
      for (int k = 0; k < width; k++) {
        units[group][k] = rows.representations()[start + k] / length;
      }
    }
    return units;
  }

  private double[] logarithms(double[][] units) {
    int groups = units.length;
    double[] cosines = new double[groups * groups];
    for (int i = 0; i < groups; i++) {
      for (int j = 0; j <= i; j++) {
        double cosine = dot(units[i], units[j]);
        cosines[i * groups + j] = cosine;
        cosines[j * groups + i] = cosine;
      }
    }
    return LogSoftmax.rows(cosines, groups, temperature);
  }

  private static double length(double[] values, int start, int width) {
    double squares = 0;
    for (int k = start; k < start + width; k++) {
      squares += values[k] * values[k];
    }
    return Math.sqrt(squares);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
