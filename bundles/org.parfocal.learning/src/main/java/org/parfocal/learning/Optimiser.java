package org.parfocal.learning;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Changes the parameters of one tensor in place, step by step, and keeps what its {@linkplain
 * UpdateRule rule} remembers of the gradients. Serves a head of ten numbers and a network of
 * millions that lie in one vector. The result does not depend on the number of threads. Used by one
 * thread.
 */
public final class Optimiser implements AutoCloseable {
  private final long length;
  private final Arithmetic arithmetic;
  private @Nullable UpdateRule rule;
  private INDArray[] moments = {};
  private int steps;

  /**
   * Starts with moments of zero.
   *
   * @param length number of parameters
   */
  public Optimiser(long length) {
    this(
        length,
        FloatTensors.reachable(length)
            ? new ChunkArithmetic(Chunks.of(length))
            : new TensorArithmetic());
  }

  Optimiser(long length, Arithmetic arithmetic) {
    this.length = length;
    this.arithmetic = arithmetic;
  }

  /**
   * Makes a step.
   *
   * @param parameters float, row-major without gaps, as long as given to the constructor; changed
   * @param gradients in the same order; may be overwritten
   * @param update of the same rule at every step
   */
  public void step(INDArray parameters, INDArray gradients, Update update) {
    check("parameters", parameters);
    check("gradients", gradients);
    begin(update.rule());
    steps++;
    arithmetic.step(parameters, gradients, moments, Coefficients.of(update, steps));
  }

  /** Frees native memory; a second call does nothing. */
  @Override
  public void close() {
    for (INDArray moment : moments) {
      moment.close();
    }
    moments = new INDArray[0];
  }

  private void begin(UpdateRule wanted) {
    if (rule == null) {
      rule = wanted;
      moments = new INDArray[wanted.moments()];
      for (int index = 0; index < moments.length; index++) {
        moments[index] = Nd4j.create(DataType.FLOAT, length);
      }
    } else if (!rule.equals(wanted)) {
      throw new IllegalArgumentException("began with " + rule + ", goes on with " + wanted);
    }
  }

  private void check(String what, INDArray tensor) {
    if (tensor.length() != length || !FloatTensors.direct(tensor)) {
      throw new IllegalArgumentException(
          "%d %s of the type %s; expected %d floats, row-major without gaps"
              .formatted(tensor.length(), what, tensor.dataType(), length));
    }
  }

  /** One step on tensors of equal length that lie in memory row-major and without gaps. */
  interface Arithmetic {
    /**
     * Changes parameters and moments in place; may overwrite the gradients.
     *
     * @param moments vectors, as many as {@link UpdateRule#moments()} says: the velocity of SGD, or
     *     mean and square of Adam
     */
    void step(INDArray parameters, INDArray gradients, INDArray[] moments, Coefficients numbers);
  }
}
