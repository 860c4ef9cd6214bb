package org.parfocal.learning.internal.input;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.ByteInput;
import org.parfocal.learning.Normalisation;
import org.parfocal.nn.RowBuffer;

/** Gives a backbone that takes numbers images as bytes, and notes what is asked for. */
public final class TestByteInput implements ByteInput {
  public final AtomicInteger open = new AtomicInteger();

  /** "send" of a batch and "embed" of one, by the first byte of each. */
  public final List<String> asked = new ArrayList<>();

  private final Backbone backbone;
  private final int size;

  public TestByteInput(Backbone backbone, int size) {
    this.backbone = backbone;
    this.size = size;
  }

  @Override
  public Batch batch(int images, Normalisation normalisation) {
    open.incrementAndGet();
    ByteBuffer bytes = ByteBuffer.allocateDirect(images * size * size * 3);
    RowBuffer rows = new RowBuffer(size, size, 3);
    return new Batch() {
      @Override
      public ByteBuffer bytes() {
        return bytes;
      }

      @Override
      public void send(int count) {
        asked.add("send " + bytes.get(0));
      }

      @Override
      public INDArray forward(int count, boolean training) {
        asked.add("embed " + bytes.get(0));
        float[] values = new float[count * size * size * 3];
        for (int i = 0; i < values.length; i++) {
          double mean = normalisation.mean().get(i % 3);
          double deviation = normalisation.deviation().get(i % 3);
          values[i] = (float) (((bytes.get(i) & 0xff) / 255.0 - mean) / deviation);
        }
        return backbone.forward(rows.rows(count, values), training);
      }

      @Override
      public void close() {
        open.decrementAndGet();
        rows.close();
      }
    };
  }
}
