package org.parfocal.learning;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ConsumerType;

/** The input of a backbone that takes images as bytes and normalises them by itself. */
@ConsumerType
@FunctionalInterface
public interface ByteInput {
  /**
   * Memory for a batch, to be used again and again.
   *
   * @param images that there is to be room for
   * @param normalisation by which bytes become what {@link Backbone#forward} is given otherwise
   */
  Batch batch(int images, Normalisation normalisation);

  /**
   * A batch. Its bytes may be written by any thread while the backbone does not use them;
   * everything else is for the backbone's thread.
   */
  @ConsumerType
  interface Batch extends AutoCloseable {
    /** {@code [n, height, width, 3]}, RGB. */
    ByteBuffer bytes();

    /**
     * Says that the first {@code count} images will be embedded next, or after the batch that is
     * next: the backbone may fetch them while it computes.
     */
    void send(int count);

    /** As {@link Backbone#forward} of the first {@code count} images. */
    INDArray forward(int count, boolean training);

    /** Frees the memory, before the backbone is closed; a second call does nothing. */
    @Override
    void close();
  }
}
