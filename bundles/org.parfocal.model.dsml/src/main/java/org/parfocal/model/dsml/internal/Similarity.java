package org.parfocal.model.dsml.internal;

/**
 * What is compared between magnifications: the q_m of Σ_{m≠n} H(stop-gradient(q_n), q_m), with H(q,
 * r) = −Σ q·log r: the similarity cross-entropy of Diao et al. 2023, re-implemented from the
 * abstract. Each magnification is a target for the others; no gradient goes back through a target,
 * which would also pull the better magnification towards the worse.
 *
 * <p>The least value of the sum is not 0 but the entropy of the targets.
 */
interface Similarity {
  /** What magnifications are compared with: the q_n, whose gradient is stopped. */
  double[] targets(PyramidRows rows);

  /**
   * Computes weight · Σ_{m≠n} H(target_n, q_m) over all pyramids and adds its gradients, targets
   * held fixed.
   *
   * @param targets of the same batch
   */
  double crossEntropy(
      PyramidRows rows, double[] targets, double weight, PyramidRows.Gradients gradients);
}
