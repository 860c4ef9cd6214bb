package org.parfocal.model.dsml.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The loss of DSML (Diao et al. 2023, IEEE JBHI 27(3)), re-implemented from the abstract:
 *
 * <pre>L = Σ_m CE(y, p_m) + w·CE(y, p_fused) + λ/(M(M−1)) Σ_{m≠n} H(stop-gradient(q_n), q_m)</pre>
 *
 * <p>mean over the G pyramids of a batch. p_m = softmax(z_m/T) is what a linear classifier says of
 * the representation at magnification m. A term of weight 0 is left out.
 *
 * @param fusedWeight w
 * @param fusion what p_fused is
 * @param lambda λ
 * @param similarity what q_m is
 */
record DsmlLoss(double fusedWeight, Fusion fusion, double lambda, Similarity similarity) {
  /** The q_n, whose gradient is stopped. */
  double[] targets(PyramidRows rows) {
    return lambda > 0 ? similarity.targets(rows) : new double[0];
  }

  /** The terms by name; adds their gradients, {@linkplain #targets targets} held fixed. */
  Map<String, Double> evaluate(
      PyramidRows rows, double[] targets, PyramidRows.Gradients gradients) {
    int g = rows.groups();
    int m = rows.magnifications();
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", crossEntropy(rows, gradients));
    if (fusedWeight > 0) {
      terms.put("fused", fusion.crossEntropy(rows, fusedWeight / g, gradients));
    }
    if (lambda > 0) {
      double weight = lambda / (m * (m - 1.0) * g);
      terms.put("similarity", similarity.crossEntropy(rows, targets, weight, gradients));
    }
    return terms;
  }

  private static double crossEntropy(PyramidRows rows, PyramidRows.Gradients gradients) {
    double value = 0;
    for (int row = 0; row < rows.rows(); row++) {
      int label = rows.labels()[row / rows.magnifications()];
      value -= rows.logP(row, label) / rows.groups();
      for (int k = 0; k < rows.classes(); k++) {
        double target = k == label ? 1 : 0;
        gradients.scores()[rows.at(row, k)] +=
            (Math.exp(rows.logP(row, k)) - target) / rows.groups();
      }
    }
    return value;
  }
}
