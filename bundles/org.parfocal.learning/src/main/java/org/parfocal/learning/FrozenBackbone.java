package org.parfocal.learning;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ConsumerType;
import org.parfocal.nn.OptimizerStep;

/**
 * A backbone that cannot learn. What is left to write is the embedding; nothing of it is stored
 * with a model.
 */
@ConsumerType
public interface FrozenBackbone extends Backbone {
  @Override
  default void backward(INDArray gradient) {
    throw new UnsupportedOperationException("a frozen backbone has no gradients");
  }

  @Override
  default double squaredGradientNorm() {
    return 0;
  }

  @Override
  default void step(OptimizerStep step) {
    throw new UnsupportedOperationException("a frozen backbone makes no steps");
  }

  @Override
  default Map<String, StateTensor> state() {
    return Map.of();
  }
}
