package org.parfocal.model.dsml.internal;

/**
 * λ/(M(M−1)) Σ_{m≠n} H(stop-gradient(q_n), q_m), mean over rows, with H(q, r) = −Σ q·log r: the
 * similarity cross-entropy of Diao et al. 2023, re-implemented from the abstract. Each
 * magnification is a target for the others; no gradient goes back through a target, which would
 * also pull the better magnification towards the worse.
 *
 * <p>Its least value is not 0 but the mean entropy of the targets.
 */
interface Similarity {
  /** What magnifications are compared with: the q_n, whose gradient is stopped. */
  double[] targets(PyramidRows rows);

  /**
   * Computes the value and adds its slopes, targets held fixed.
   *
   * @param targets of the same batch
   */
  double evaluate(PyramidRows rows, double[] targets, Slopes slopes);

  static Similarity of(DsmlSettings settings) {
    return settings.featureSimilarity()
        ? new FeatureSimilarity(settings.lambda(), settings.temperature())
        : new ProbabilitySimilarity(settings.lambda());
  }
}
