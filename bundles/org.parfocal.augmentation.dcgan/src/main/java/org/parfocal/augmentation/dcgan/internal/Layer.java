package org.parfocal.augmentation.dcgan.internal;

import java.util.List;

/**
 * A layer for batches of one fixed size. Batches are row-major Java arrays, images in them NHWC.
 *
 * <p>What a layer returns is memory of its own or that of its argument, and is valid until its next
 * call; arguments may be overwritten, save those of the first layer of a network.
 */
interface Layer extends AutoCloseable {
  /** Computes the output of a batch, and remembers what {@link #backward} needs. */
  float[] forward(float[] input, Pass pass);

  /**
   * Adds the slopes of the parameters for the last {@link #forward}.
   *
   * @param slope of the loss by the output
   * @return slope of the loss by the input
   */
  float[] backward(float[] slope);

  /** What is learned; empty for most layers. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** What tells this layer from another of the same kind: parameters and statistics, in place. */
  default List<float[]> state() {
    return parameters().stream().map(Parameter::values).toList();
  }

  @Override
  default void close() {}
}
