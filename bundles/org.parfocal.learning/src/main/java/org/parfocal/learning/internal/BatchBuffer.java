package org.parfocal.learning.internal;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.RowBuffer;

/**
 * Native memory of a batch of images, used again and again. The engine's thread allocates it, one
 * worker fills it, and the engine copies it to where its first layer reads.
 */
final class BatchBuffer implements AutoCloseable {
  private final NetworkInput input;
  private final RowBuffer memory;
  private final byte[] rgb;
  private final float[] normalised;

  BatchBuffer(NetworkInput input) {
    int size = input.images.size();
    this.input = input;
    this.memory = new RowBuffer(size, size, 3);
    this.rgb = new byte[memory.rowLength()];
    this.normalised = new float[memory.rowLength()];
  }

  /** Room for so many images, {@code [n, size, size, 3]}. To be called on the engine's thread. */
  INDArray rows(int count) {
    return memory.rows(count);
  }

  /**
   * Reads one image into its row. To be called on a worker's thread.
   *
   * @param target the values of {@link #rows}
   * @param row in this batch
   * @param change what happens to the image after it was read, or null
   * @param place what the change is told as the image's row
   */
  void fill(
      FloatBuffer target,
      int row,
      Sample sample,
      PixelReader.@Nullable ImageChange change,
      int place) {
    input.images.read(sample, rgb, 0);
    if (change != null) {
      change.apply(rgb, input.images.size(), place);
    }
    input.normalise(rgb, normalised);
    target.put(row * normalised.length, normalised);
  }

  @Override
  public void close() {
    memory.close();
  }
}
