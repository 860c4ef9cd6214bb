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
 *
 * @param temperature T
 */
record FeatureSimilarity(double temperature) implements Similarity {
  private static final double SHORTEST = 1e-8;

  /** {@code [M, G, G]}. */
  @Override
  public double[] targets(PyramidRows rows) {
    int area = rows.groups() * rows.groups();
    double[] targets = new double[rows.magnifications() * area];
    for (int m = 0; m < rows.magnifications(); m++) {
      double[] logQ = logQ(units(rows, m));
      for (int index = 0; index < area; index++) {
        targets[m * area + index] = Math.exp(logQ[index]);
      }
    }
    return targets;
  }

  @Override
  public double crossEntropy(
      PyramidRows rows, double[] targets, double weight, PyramidRows.Gradients gradients) {
    int area = rows.groups() * rows.groups();
    if (area < 2) {
      throw new ConfigurationException(
          "model.similarity: feature compares the pyramids of a batch and needs at least two of"
              + " them; set training.batch to 3 or more, which never leaves one alone.");
    }
    double total = 0;
    for (int m = 0; m < rows.magnifications(); m++) {
      double[][] units = units(rows, m);
      double[] logQ = logQ(units);
      double[] cosineGradients = new double[area];
      double value = 0;
      for (int index = 0; index < area; index++) {
        double q = Math.exp(logQ[index]);
        for (int n = 0; n < rows.magnifications(); n++) {
          if (n != m) {
            double target = targets[n * area + index];
            value -= weight * target * logQ[index];
            cosineGradients[index] += weight * (q - target) / temperature;
          }
        }
      }
      total += value;
      backward(rows, m, units, cosineGradients, gradients.representations());
    }
    return total;
  }

  /** Through S_ij = u_i·u_j and u = h/‖h‖. */
  private static void backward(
      PyramidRows rows, int m, double[][] units, double[] cosineGradients, double[] gradients) {
    int groups = rows.groups();
    int width = rows.width();
    double[] gradient = new double[width];
    for (int i = 0; i < groups; i++) {
      Arrays.fill(gradient, 0);
      for (int j = 0; j < groups; j++) {
        double both = cosineGradients[i * groups + j] + cosineGradients[j * groups + i];
        for (int k = 0; k < width; k++) {
          gradient[k] += both * units[j][k];
        }
      }
      int start = rows.row(i, m) * width;
      double length = length(rows, start);
      double along = length > SHORTEST ? dot(gradient, units[i]) : 0;
      for (int k = 0; k < width; k++) {
        gradients[start + k] += (gradient[k] - along * units[i][k]) / Math.max(length, SHORTEST);
      }
    }
  }

  private static double[][] units(PyramidRows rows, int m) {
    double[][] units = new double[rows.groups()][rows.width()];
    for (int group = 0; group < rows.groups(); group++) {
      int start = rows.row(group, m) * rows.width();
      double length = Math.max(length(rows, start), SHORTEST);
      Arrays.setAll(units[group], k -> rows.representations()[start + k] / length);
    }
    return units;
  }

  /** {@code [G, G]}. */
  private double[] logQ(double[][] units) {
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

  private static double length(PyramidRows rows, int start) {
    double[] h = rows.representations();
    int end = start + rows.width();
    double squares = 0;
    for (int k = start; k < end; k++) {
      squares += h[k] * h[k];
    }
    return Math.sqrt(squares);
  }

  /** a·b. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
