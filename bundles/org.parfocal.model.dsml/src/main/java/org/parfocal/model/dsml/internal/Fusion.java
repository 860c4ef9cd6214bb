package org.parfocal.model.dsml.internal;

import java.util.List;
import org.parfocal.nn.Module;

/** One classification of a place from what its magnifications say. */
interface Fusion extends Module {
  /**
   * Computes weight · Σ CE(y, p_fused) over the pyramids and adds its gradients; keeps those of its
   * own parameters.
   */
  double crossEntropy(PyramidRows rows, double weight, PyramidRows.Gradients gradients);

  /**
   * Fuses one place.
   *
   * @param views different magnifications in their order, as many as {@link DsmlOptions.Fusing}
   *     needs
   */
  double[] fuse(List<View> views);

  /**
   * A place at one magnification.
   *
   * @param probabilities p, one for each class
   * @param representation h
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record View(double[] probabilities, double[] representation) {}
}
