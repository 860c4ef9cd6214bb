package org.parfocal.report.internal;

import java.util.List;
import java.util.Random;

/**
 * The two directions in which points differ the most, and the points in them. By orthogonal
 * iteration (Golub and Van Loan, Matrix Computations, 8.2.4): of hundreds of directions a map needs
 * two.
 *
 * @param places of the points: {@code [point][2]}
 * @param shares of the whole variance that the two have
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record PrincipalComponents(double[][] places, double[] shares) {
  private static final int TWO = 2;
  private static final int STEPS = 100;
  private static final double CLOSE = 1e-6;
  private static final long SEED = 2016;

  /** Of points of one dimension, two at least. */
  static PrincipalComponents of(List<float[]> points) {
    double[][] centred = centred(points);
    int dimensions = centred[0].length;
    Random random = new Random(SEED);
    double[][] axes = new double[TWO][dimensions];
    for (double[] axis : axes) {
      for (int d = 0; d < dimensions; d++) {
        axis[d] = random.nextGaussian();
      }
    }
    orthonormal(axes);
    for (int step = 0; step < STEPS; step++) {
      double[][] next = new double[TWO][dimensions];
      for (double[] point : centred) {
        for (int k = 0; k < TWO; k++) {
          add(next[k], point, dot(point, axes[k]));
        }
      }
      orthonormal(next);
      double moved = 0;
      for (int k = 0; k < TWO; k++) {
        moved = Math.max(moved, 1 - Math.abs(dot(axes[k], next[k])));
      }
      axes = next;
      if (moved < CLOSE) {
        break;
      }
    }
    return projected(centred, axes);
  }

  private static double[][] centred(List<float[]> points) {
    double[] mean = new double[points.get(0).length];
    for (float[] point : points) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += point[d] / points.size();
      }
    }
    double[][] centred = new double[points.size()][mean.length];
    for (int i = 0; i < centred.length; i++) {
      for (int d = 0; d < mean.length; d++) {
        centred[i][d] = points.get(i)[d] - mean[d];
      }
    }
    return centred;
  }

  private static PrincipalComponents projected(double[][] centred, double[][] axes) {
    double[][] places = new double[centred.length][TWO];
    double[] squares = new double[TWO];
    double all = 0;
    for (int i = 0; i < centred.length; i++) {
      all += dot(centred[i], centred[i]);
      for (int k = 0; k < TWO; k++) {
        places[i][k] = dot(centred[i], axes[k]);
        squares[k] += places[i][k] * places[i][k];
      }
    }
    double whole = all > 0 ? all : 1;
    return new PrincipalComponents(places, new double[] {squares[0] / whole, squares[1] / whole});
  }

  /** Gram–Schmidt; each axis towards its largest entry, so that maps do not flip. */
  private static void orthonormal(double[][] axes) {
    for (int k = 0; k < axes.length; k++) {
      for (int other = 0; other < k; other++) {
        add(axes[k], axes[other], -dot(axes[k], axes[other]));
      }
      double length = Math.sqrt(dot(axes[k], axes[k]));
      int largest = 0;
      for (int d = 1; d < axes[k].length; d++) {
        largest = Math.abs(axes[k][d]) > Math.abs(axes[k][largest]) ? d : largest;
      }
      double scale = length > 0 ? Math.copySign(1 / length, axes[k][largest]) : 0;
      for (int d = 0; d < axes[k].length; d++) {
        axes[k][d] *= scale;
      }
    }
  }

  private static void add(double[] to, double[] what, double factor) {
    for (int d = 0; d < to.length; d++) {
      to[d] += factor * what[d];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += one[d] * other[d];
    }
    return sum;
  }
}
