package org.parfocal.plan;

import java.nio.ByteBuffer;

/**
 * Memory of the host for a batch of images as bytes, which a device reads by itself and normalises
 * there. Written by any thread, one at a time, while nobody computes with it; everything else is
 * for the network's thread.
 */
public interface ImageBytes extends AutoCloseable {
  /** {@code [n, height, width, 3]}. */
  ByteBuffer bytes();

  /**
   * Starts to copy the first {@code count} images to the device, which goes on with what it
   * computes. At most one batch should be sent ahead of the one that is computed.
   */
  void send(int count);

  /**
   * Computes their embeddings, as {@link RunningNetwork#forward}; they are sent if they were not.
   */
  float[] forward(int count, boolean training);

  /** Gives the memory back, before the network is closed; a second call does nothing. */
  @Override
  void close();
}
