package org.parfocal.nn;

import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Changes the parameters of one tensor in place, step by step, and keeps what an {@link Optimizer}
 * remembers of the gradients. Serves a head of ten numbers and a network of millions that lie in
 * one vector. The result does not depend on the number of threads. Used by one thread.
 *
 * <p>In main memory, pieces of the vectors are copied into Java arrays, where the compiler turns
 * the loops into vector instructions, and back. Everything is done to a piece while it lies in the
 * cache, so that a step takes as long as reading and writing each vector once; ND4J's own {@code
 * adam_updater} took twice as long.
 */
public final class OptimizerState implements AutoCloseable {
  private final long length;
  private final @Nullable Chunks chunks;
  private final float[][][] scratch;
  private @Nullable Optimizer optimizer;
  private INDArray[] moments = {};
  private int steps;

  /**
   * Starts with moments of zero.
   *
   * @param length number of parameters
   */
  public OptimizerState(long length) {
    this(length, FloatTensors.reachable(length) ? Chunks.of(length) : null);
  }

  /** Without pieces everything is done by ND4J's operations. */
  OptimizerState(long length, @Nullable Chunks chunks) {
    this.length = length;
    this.chunks = chunks;
    this.scratch = chunks == null ? new float[0][][] : chunks.scratch(4);
  }

  /**
   * Makes a step.
   *
   * @param parameters float, row-major without gaps, as long as given to the constructor; changed
   * @param gradients in the same order; may be overwritten
   * @param step of the same optimizer each time
   */
  public void step(INDArray parameters, INDArray gradients, OptimizerStep step) {
    check("parameters", parameters);
    check("gradients", gradients);
    begin(step.optimizer());
    steps++;
    VectorStep change = VectorStep.of(step, steps);
    if (chunks == null) {
      change.change(parameters.reshape(length), gradients.reshape(length), moments);
    } else {
      change(chunks, parameters, gradients, change);
    }
  }

  private void change(Chunks pieces, INDArray parameters, INDArray gradients, VectorStep change) {
    FloatBuffer p = FloatTensors.buffer(parameters);
    FloatBuffer g = FloatTensors.buffer(gradients);
    FloatBuffer[] state = new FloatBuffer[moments.length];
    for (int index = 0; index < state.length; index++) {
      state[index] = FloatTensors.buffer(moments[index]);
    }
    pieces.forEach(
        (thread, start, size) -> {
          float[][] piece = scratch[thread];
          p.get(start, piece[0], 0, size);
          g.get(start, piece[1], 0, size);
          for (int index = 0; index < state.length; index++) {
            state[index].get(start, piece[2 + index], 0, size);
          }
          change.change(piece[0], piece[1], piece[2], piece[3], size);
          p.put(start, piece[0], 0, size);
          for (int index = 0; index < state.length; index++) {
            state[index].put(start, piece[2 + index], 0, size);
          }
        });
  }

  /** Steps so far. */
  public int steps() {
    return steps;
  }

  /** What it remembers of the gradients, in a fixed order; none before the first step. Views. */
  public List<INDArray> moments() {
    return List.of(moments);
  }

  /**
   * Goes on where another state of the same length and optimizer stood.
   *
   * @param remembered its {@link #moments}; copied
   * @param count its {@link #steps}
   */
  public void restore(List<INDArray> remembered, int count) {
    remembered.forEach(moment -> check("moments", moment));
    close();
    optimizer = null;
    moments = remembered.stream().map(INDArray::dup).toArray(INDArray[]::new);
    steps = count;
  }

  /** Frees native memory; a second call does nothing. */
  @Override
  public void close() {
    for (INDArray moment : moments) {
      moment.close();
    }
    moments = new INDArray[0];
  }

  private void begin(Optimizer wanted) {
    if (optimizer == null) {
      optimizer = wanted;
      if (moments.length == 0) {
        moments = new INDArray[VectorStep.moments(wanted)];
        for (int index = 0; index < moments.length; index++) {
          moments[index] = Nd4j.create(DataType.FLOAT, length);
        }
      } else if (moments.length != VectorStep.moments(wanted)) {
        throw new IllegalArgumentException("restored moments of another optimizer than " + wanted);
      }
    } else if (!optimizer.equals(wanted)) {
      throw new IllegalArgumentException("began with " + optimizer + ", goes on with " + wanted);
    }
  }

  private void check(String what, INDArray tensor) {
    if (tensor.length() != length || !FloatTensors.direct(tensor)) {
      throw new IllegalArgumentException(
          "%d %s of the type %s; expected %d floats, row-major without gaps"
              .formatted(tensor.length(), what, tensor.dataType(), length));
    }
  }
}
