package org.parfocal.nn;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A differentiable function of one tensor, whose first dimension counts the rows of a batch; any
 * number of rows at any call.
 */
@ConsumerType
public interface Layer extends Module {
  /**
   * Computes the outputs.
   *
   * @param input not changed, unless the layer is made to work in place; must stay as it is until
   *     {@link #backward}
   * @return valid until the next call
   */
  INDArray forward(INDArray input);

  /**
   * Computes the gradients for the rows of the last {@link #forward}, and adds those of the
   * parameters to what they have.
   *
   * @param gradient ∂loss/∂outputs, in the shape of the outputs
   * @return ∂loss/∂inputs, valid until the next call
   */
  INDArray backward(INDArray gradient);

  /**
   * The same for a layer that may have nothing below it that learns. If it has not, only the
   * gradients of the parameters are computed, to the same bits, and what is returned has no
   * meaning.
   *
   * @param wanted whether ∂loss/∂inputs is wanted
   */
  default INDArray backward(INDArray gradient, boolean wanted) {
    return backward(gradient);
  }

  /**
   * ∂(an output)/∂input at one row. Adds to the gradients of the parameters as {@link #backward}
   * does.
   *
   * @param input {@code [1, d]}
   * @param output index of the output
   * @return {@code d} numbers
   */
  default float[] inputGradient(INDArray input, int output) {
    try (INDArray one = Nd4j.create(DataType.FLOAT, forward(input).shape(), 'c')) {
      one.putScalar(output, 1);
      return FloatTensors.read(backward(one));
    }
  }
}
