package org.parfocal.model.dsml.internal;

import java.util.List;
import org.parfocal.nn.Module;

/** One classification of a place from what its magnifications say. */
interface Fusion extends Module {
  /**
   * Computes weight · CE(y, p_fused), mean over the pyramids, and adds its slopes; keeps those of
   * its own parameters.
   *
   * @param labels class of each pyramid
   */
  double evaluate(PyramidRows rows, int[] labels, double weight, Slopes slopes);

  /**
   * Fuses one place.
   *
   * @param views different magnifications in their order, at least {@link
   *     DsmlSettings#leastTogether}
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
