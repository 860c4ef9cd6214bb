package org.parfocal.learning.internal.input;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;
import org.parfocal.nd4j.NativeFloats;

/** Native memory of normalised images, {@code [n, size, size, 3]}; workers normalise. */
final class NormalisedBuffer implements BatchBuffer<NormalisedBatch> {
  private final NetworkInput input;
  private final byte[] rgb;
  private final float[] normalised;
  private final Map<Integer, INDArray> views = new HashMap<>();
  private @Nullable NativeFloats memory;
  private @Nullable FloatBuffer values;
  private int room;

  NormalisedBuffer(NetworkInput input) {
    int size = input.images.size();
    this.input = input;
    this.rgb = new byte[size * size * 3];
    this.normalised = new float[rgb.length];
  }

  @Override
  public void reserve(int images) {
    if (room < images) {
      close();
      memory = new NativeFloats((long) images * normalised.length);
      values = memory.array().data().asNioFloat();
      room = images;
    }
  }

  @Override
  public int room() {
    return room;
  }

  @Override
  public void fill(int row, Sample sample, PixelReader.@Nullable ImageChange change, int place) {
    input.read(sample, change, place, rgb);
    input.normalise(rgb, normalised);
    Objects.requireNonNull(values).put(row * normalised.length, normalised);
  }

  @Override
  public NormalisedBatch batch(int count) {
    DataBuffer data = Objects.requireNonNull(memory).array().data();
    int size = input.images.size();
    INDArray images =
        views.computeIfAbsent(count, n -> Nd4j.create(data, new long[] {n, size, size, 3}));
    Nd4j.getAffinityManager().tagLocation(images, AffinityManager.Location.HOST);
    return new NormalisedBatch(images);
  }

  @Override
  public void close() {
    views.clear();
    if (memory != null) {
      memory.close();
      memory = null;
      values = null;
      room = 0;
    }
  }
}
