package org.parfocal.nn;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A function of each number alone whose derivative can be told from its value. */
abstract class Elementwise implements Layer {
  private final boolean inPlace;
  private final RowBuffer outputs = new RowBuffer();
  private final RowBuffer inputGradients = new RowBuffer();
  private @Nullable INDArray output;

  /**
   * Makes a layer.
   *
   * @param inPlace whether outputs replace the inputs in their memory, and gradients likewise
   */
  Elementwise(boolean inPlace) {
    this.inPlace = inPlace;
  }

  /** Replaces x by f(x). */
  abstract void apply(float[] values, int size);

  /** Replaces ∂loss/∂f by ∂loss/∂x, given f(x). */
  abstract void chain(float[] gradients, float[] outputs, int size);

  @Override
  public final INDArray forward(INDArray input) {
    INDArray to = inPlace ? input : outputs.shaped(input.shape());
    FloatBuffer source = FloatTensors.buffer(direct(input, to));
    FloatBuffer target = FloatTensors.buffer(to);
    Chunks chunks = Chunks.of(to.length());
    float[][][] scratch = chunks.scratch(1);
    chunks.forEach(
        (thread, start, size) -> {
          float[] values = scratch[thread][0];
          source.get(start, values, 0, size);
          apply(values, size);
          target.put(start, values, 0, size);
        });
    FloatTensors.written(to);
    output = to;
    return to;
  }

  @Override
  public final INDArray backward(INDArray gradient) {
    INDArray known = output;
    if (known == null || known.length() != gradient.length()) {
      throw new IllegalArgumentException(
          "%d gradients for %d outputs"
              .formatted(gradient.length(), known == null ? 0 : known.length()));
    }
    INDArray to = inPlace ? gradient : inputGradients.shaped(gradient.shape());
    FloatBuffer source = FloatTensors.buffer(direct(gradient, to));
    FloatBuffer told = FloatTensors.buffer(known);
    FloatBuffer target = FloatTensors.buffer(to);
    Chunks chunks = Chunks.of(to.length());
    float[][][] scratch = chunks.scratch(2);
    chunks.forEach(
        (thread, start, size) -> {
          float[][] piece = scratch[thread];
          source.get(start, piece[0], 0, size);
          told.get(start, piece[1], 0, size);
          chain(piece[0], piece[1], size);
          target.put(start, piece[0], 0, size);
        });
    FloatTensors.written(to);
    return to;
  }

  /** The tensor itself if Java can read its memory in order, else its values in the target. */
  private static INDArray direct(INDArray tensor, INDArray target) {
    if (FloatTensors.direct(tensor)) {
      return tensor;
    }
    if (tensor == target) {
      throw new IllegalArgumentException("only floats that lie row-major are changed in place");
    }
    return target.assign(tensor);
  }

  @Override
  public final void close() {
    outputs.close();
    inputGradients.close();
    output = null;
  }
}
