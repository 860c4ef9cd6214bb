package org.parfocal.learning.internal.input;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.nd4j.NativeFloats;

/**
 * Native memory of a batch of images, used again and again. The engine's thread reserves it, one
 * worker fills it, and the engine copies it to where its first layer reads.
 */
final class BatchBuffer implements AutoCloseable {
  private final NetworkInput input;
  private final byte[] rgb;
  private final float[] normalised;
  private final Map<Integer, INDArray> views = new HashMap<>();
  private @Nullable NativeFloats memory;
  private int room;

  BatchBuffer(NetworkInput input) {
    int size = input.images.size();
    this.input = input;
    this.rgb = new byte[size * size * 3];
    this.normalised = new float[rgb.length];
  }

  /** Room for so many images, {@code [n, size, size, 3]}. To be called on the engine's thread. */
  INDArray rows(int count) {
    if (memory == null || room < count) {
      close();
      memory = new NativeFloats((long) count * normalised.length);
      room = count;
    }
    DataBuffer values = memory.array().data();
    int size = input.images.size();
    return views.computeIfAbsent(count, n -> Nd4j.create(values, new long[] {n, size, size, 3}));
  }

  /** Images that there is memory for. */
  int room() {
    return room;
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
    views.clear();
    if (memory != null) {
      memory.close();
      memory = null;
      room = 0;
    }
  }
}
