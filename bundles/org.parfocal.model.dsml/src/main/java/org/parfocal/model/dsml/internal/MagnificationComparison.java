package org.parfocal.model.dsml.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * How alike the magnifications are, as M × M matrices of means over pyramids; entry [m][n] compares
 * magnification m with n.
 *
 * @param pyramids how many there are
 * @param cosine cosine similarity of the representations of one place
 * @param elsewhere the same for two different places, which it must be read against; NaN if there
 *     is one place only
 * @param crossEntropy H(p_n, p_m) of one place
 * @param agreement share of places of which both say the same class
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record MagnificationComparison(
    int pyramids,
    double[][] cosine,
    double[][] elsewhere,
    double[][] crossEntropy,
    double[][] agreement) {
  private static final double LEAST_PROBABILITY = 1e-12;

  /**
   * Compares.
   *
   * @param pyramids at least one
   * @param probabilities of each row that the pyramids name
   * @param representations of each row that the pyramids name
   */
  static MagnificationComparison of(
      List<Pyramid> pyramids, double[][] probabilities, double[][] representations) {
    double[][] cosine = means(pyramids, (i, j) -> cosine(representations[i], representations[j]));
    return new MagnificationComparison(
        pyramids.size(),
        cosine,
        elsewhere(pyramids, representations, cosine),
        means(pyramids, (i, j) -> crossEntropy(probabilities[j], probabilities[i])),
        means(
            pyramids,
            (i, j) -> decision(probabilities[i]) == decision(probabilities[j]) ? 1.0 : 0.0));
  }

  /** Means over all pairs of different magnifications. */
  Map<String, Double> summary() {
    Map<String, Double> summary = new LinkedHashMap<>();
    summary.put("pyramids", (double) pyramids);
    summary.put("agreement", offDiagonal(agreement));
    summary.put("cross-entropy", offDiagonal(crossEntropy));
    summary.put("cosine", offDiagonal(cosine));
    if (pyramids > 1) {
      summary.put("cosine-elsewhere", offDiagonal(elsewhere));
    }
    return summary;
  }

  private static double[][] means(
      List<Pyramid> pyramids, ToDoubleBiFunction<Integer, Integer> value) {
    int magnifications = pyramids.get(0).rows().size();
    double[][] means = new double[magnifications][magnifications];
    for (Pyramid pyramid : pyramids) {
      for (int m = 0; m < magnifications; m++) {
        for (int n = 0; n < magnifications; n++) {
          means[m][n] += value.applyAsDouble(pyramid.rows().get(m), pyramid.rows().get(n));
        }
      }
    }
    for (double[] row : means) {
      Arrays.setAll(row, n -> row[n] / pyramids.size());
    }
    return means;
  }

  /**
   * Of all pairs by the sums of unit vectors, less the pairs of one place: Σ_{g≠h} u_gm·u_hn = (Σ_g
   * u_gm)·(Σ_h u_hn) − Σ_g u_gm·u_gn.
   */
  private static double[][] elsewhere(
      List<Pyramid> pyramids, double[][] representations, double[][] same) {
    int magnifications = same.length;
    int width = representations[pyramids.get(0).rows().get(0)].length;
    double[][] sums = new double[magnifications][width];
    for (Pyramid pyramid : pyramids) {
      for (int m = 0; m < magnifications; m++) {
        double[] row = representations[pyramid.rows().get(m)];
        double length = length(row);
        for (int k = 0; k < width && length > 0; k++) {
          sums[m][k] += row[k] / length;
        }
      }
    }
    double count = pyramids.size();
    double[][] elsewhere = new double[magnifications][magnifications];
    for (int m = 0; m < magnifications; m++) {
      for (int n = 0; n < magnifications; n++) {
        elsewhere[m][n] =
            (FeatureSimilarity.dot(sums[m], sums[n]) - count * same[m][n]) / (count * (count - 1));
      }
    }
    return elsewhere;
  }

  private static double offDiagonal(double[][] matrix) {
    double sum = 0;
    for (int m = 0; m < matrix.length; m++) {
      for (int n = 0; n < matrix.length; n++) {
        sum += m == n ? 0 : matrix[m][n];
      }
    }
    return sum / (matrix.length * (matrix.length - 1.0));
  }

  /** 0 where one has no direction. */
  private static double cosine(double[] a, double[] b) {
    double lengths = length(a) * length(b);
    return lengths > 0 ? FeatureSimilarity.dot(a, b) / lengths : 0;
  }

  private static double crossEntropy(double[] target, double[] p) {
    double value = 0;
    for (int k = 0; k < p.length; k++) {
      value -= target[k] * Math.log(Math.max(p[k], LEAST_PROBABILITY));
    }
    return value;
  }

  private static int decision(double[] p) {
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      if (p[k] > p[best]) {
        best = k;
      }
    }
    return best;
  }

  private static double length(double[] a) {
    return Math.sqrt(FeatureSimilarity.dot(a, a));
  }
}
