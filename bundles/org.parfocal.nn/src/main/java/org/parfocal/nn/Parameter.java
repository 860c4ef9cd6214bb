package org.parfocal.nn;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A tensor that is learned, its gradient, and what the optimizer remembers of its gradients. */
public final class Parameter implements AutoCloseable {
  private final INDArray value;
  private final INDArray gradient;
  private final OptimizerState optimizer;
  private boolean hasGradient;
  private boolean zero = true;

  /** Makes a parameter with drawn values, in row-major order. */
  public Parameter(Initializer initializer, RandomGenerator random, long... shape) {
    value = Nd4j.create(DataType.FLOAT, shape, 'c');
    gradient = Nd4j.create(DataType.FLOAT, shape, 'c');
    optimizer = new OptimizerState(value.length());
    float[] values = new float[Math.toIntExact(value.length())];
    initializer.fill(values, random);
    FloatTensors.write(values, value);
  }

  /** The values, row-major; a view, which may be assigned. */
  public INDArray value() {
    return value;
  }

  /** The sum of the gradients since {@link #zeroGrad}; a view, zero where there were none. */
  public INDArray gradient() {
    if (!hasGradient && !zero) {
      gradient.assign(0);
      zero = true;
    }
    return gradient;
  }

  /** Number of values. */
  public int length() {
    return Math.toIntExact(value.length());
  }

  /**
   * Adds a gradient.
   *
   * @param more ∂loss/∂values, row-major
   */
  public void accumulate(float[] more) {
    if (hasGradient) {
      float[] sum = FloatTensors.read(gradient);
      for (int index = 0; index < sum.length; index++) {
        sum[index] += more[index];
      }
      FloatTensors.write(sum, gradient);
    } else {
      FloatTensors.write(more, gradient);
      present();
    }
  }

  /**
   * Adds the gradient of a matrix.
   *
   * @param more ∂loss/∂values, one array for each row
   */
  void accumulate(float[][] more) {
    if (hasGradient) {
      float[][] sum = new float[more.length][more[0].length];
      FloatTensors.readRows(gradient, sum.length, sum);
      for (int row = 0; row < sum.length; row++) {
        for (int index = 0; index < sum[row].length; index++) {
          sum[row][index] += more[row][index];
        }
      }
      FloatTensors.writeRows(sum, sum.length, gradient);
    } else {
      FloatTensors.writeRows(more, more.length, gradient);
      present();
    }
  }

  /** Adds a gradient of the shape of the values. */
  public void accumulate(INDArray more) {
    if (hasGradient) {
      gradient.addi(more);
    } else {
      gradient.assign(more);
      present();
    }
  }

  /**
   * Adds the gradient of the penalty ½·λ·‖θ‖² on the values.
   *
   * @return the penalty
   */
  public double penalize(double lambda) {
    float[] values = FloatTensors.read(value);
    double squares = 0;
    for (int index = 0; index < values.length; index++) {
      float theta = values[index];
      squares += (double) theta * theta;
      values[index] = (float) (lambda * theta);
    }
    accumulate(values);
    return 0.5 * lambda * squares;
  }

  /** Forgets the gradient. */
  public void zeroGrad() {
    hasGradient = false;
  }

  /** The sum of the squares of the gradient. */
  public double squaredGradientNorm() {
    return hasGradient ? SquaredNorm.of(gradient) : 0;
  }

  /** Makes a step along the gradient, which may be overwritten; none if there is no gradient. */
  public void step(OptimizerStep step) {
    if (hasGradient) {
      optimizer.step(value, gradient, step);
    }
  }

  /** What the steps so far left to be remembered. */
  public OptimizerState optimizer() {
    return optimizer;
  }

  /** Frees native memory; a second call does nothing. */
  @Override
  public void close() {
    if (!value.wasClosed()) {
      value.close();
      gradient.close();
      optimizer.close();
    }
  }

  private void present() {
    hasGradient = true;
    zero = false;
  }
}
