package org.parfocal.learning.internal;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.learning.RowBuffer;

/**
 * Native memory of a batch of images, used again and again. The engine's thread allocates it, one
 * worker fills it, and the engine reads it where it lies: nothing is copied in between.
 */
final class BatchBuffer implements AutoCloseable {
  private final NetworkInput input;
  private final RowBuffer memory;
  private final byte[] rgb;
  private final float[] normalised;
  private @Nullable INDArray images;
  private @Nullable FloatBuffer values;

  BatchBuffer(NetworkInput input) {
    int size = input.images.size();
    this.input = input;
    this.memory = new RowBuffer(size, size, 3);
    this.rgb = new byte[memory.rowLength()];
    this.normalised = new float[memory.rowLength()];
  }

  /** Makes room for so many images. To be called on the engine's thread. */
  void prepare(int rows) {
    INDArray room = memory.rows(rows);
    images = room;
    values = room.data().asNioFloat();
  }

  /**
   * Reads one image into its row. To be called on a worker's thread.
   *
   * @param row in this batch
   * @param change what happens to the image after it was read, or null
   * @param place what the change is told as the image's row
   */
  void fill(int row, Sample sample, PixelReader.@Nullable ImageChange change, int place) {
    input.images.read(sample, rgb, 0);
    if (change != null) {
      change.apply(rgb, input.images.size(), place);
    }
    input.normalise(rgb, normalised, 0);
    prepared(values).put(row * normalised.length, normalised);
  }

  /** The images that were filled in, {@code [n, size, size, 3]}. To be called by the engine. */
  INDArray images() {
    INDArray filled = prepared(images);
    Nd4j.getAffinityManager().tagLocation(filled, AffinityManager.Location.HOST);
    return filled;
  }

  private static <T> T prepared(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("prepare() comes first");
    }
    return part;
  }

  @Override
  public void close() {
    images = null;
    values = null;
    memory.close();
  }
}
