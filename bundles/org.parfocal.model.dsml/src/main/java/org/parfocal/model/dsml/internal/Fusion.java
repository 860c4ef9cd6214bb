package org.parfocal.model.dsml.internal;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Update;

/** One classification of a place from what its magnifications say. */
interface Fusion extends AutoCloseable {
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

  /** One step along the last gradients. */
  default void step(Update update) {}

  default Map<String, INDArray> tensors() {
    return Map.of();
  }

  default Map<String, INDArray> gradients() {
    return Map.of();
  }

  @Override
  default void close() {}

  /**
   * A place at one magnification.
   *
   * @param probabilities p, one for each class
   * @param representation h
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record View(double[] probabilities, double[] representation) {}
}
