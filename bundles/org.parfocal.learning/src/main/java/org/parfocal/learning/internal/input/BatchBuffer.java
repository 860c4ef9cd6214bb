package org.parfocal.learning.internal.input;

import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;

/**
 * Memory of a batch of images, used again and again. The engine's thread reserves it, one worker
 * fills it, and the engine takes it from there.
 *
 * @param <B> what a filled batch is used as
 */
interface BatchBuffer<B> extends AutoCloseable {
  /** Makes room. To be called on the engine's thread. */
  void reserve(int images);

  /** Images that there is memory for. */
  int room();

  /**
   * Reads one image into its row. To be called on a worker's thread.
   *
   * @param row in this batch
   * @param change what happens to the image after it was read, or null
   * @param place what the change is told as the image's row
   */
  void fill(int row, Sample sample, PixelReader.@Nullable ImageChange change, int place);

  /** The first {@code count} images, valid until another is read. On the engine's thread. */
  B batch(int count);

  @Override
  void close();
}
