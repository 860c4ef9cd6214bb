package org.parfocal.learning.internal.input;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.ByteInput;

/** A backbone's own memory for images as bytes; the backbone normalises. */
final class BytesBuffer implements BatchBuffer<ImageBatch> {
  private final NetworkInput input;
  private final ByteInput backbone;
  private final byte[] rgb;
  private ByteInput.@Nullable Batch memory;
  private int room;

  BytesBuffer(NetworkInput input, ByteInput backbone) {
    int size = input.images.size();
    this.input = input;
    this.backbone = backbone;
    this.rgb = new byte[size * size * 3];
  }

  @Override
  public void reserve(int images) {
    if (room < images) {
      close();
      memory = backbone.batch(images, input.normalisation);
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
    Objects.requireNonNull(memory).bytes().put(row * rgb.length, rgb);
  }

  @Override
  public ImageBatch batch(int count) {
    ByteInput.Batch filled = Objects.requireNonNull(memory);
    return new ImageBatch() {
      @Override
      public INDArray embed(Backbone same, boolean training) {
        return filled.forward(count, training);
      }

      @Override
      public void send() {
        filled.send(count);
      }
    };
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
      memory = null;
      room = 0;
    }
  }
}
