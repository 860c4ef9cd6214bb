package org.parfocal.backbone.dl4j.internal.plan;

import java.util.SplittableRandom;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.GaussianDistribution;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.plan.ParameterLayout.Role;
import org.parfocal.plan.architecture.Initial;
import org.parfocal.plan.architecture.Network;

/**
 * Draws what the tensors of a network begin with, one after the other: weights from ND4J's random
 * numbers, as DL4J draws them from the same seed, and biases from numbers of their own. Stored
 * trainings began so, which is why a test compares every bit with DL4J's.
 */
final class InitialValues {
  private final Random weights;
  private final SplittableRandom biases;

  private InitialValues(Random weights, long seed) {
    this.weights = weights;
    this.biases = new SplittableRandom(seed);
  }

  /**
   * Fills all tensors for which the network has a rule.
   *
   * @param seed is not 0, for which ND4J draws by the clock
   */
  static void draw(Network network, Parameters parameters, long seed) {
    Random weights = Nd4j.getRandomFactory().getNewRandomInstance(seed);
    try {
      new InitialValues(weights, seed).fill(network, parameters);
    } finally {
      Parameters.close(weights);
    }
  }

  private void fill(Network network, Parameters parameters) {
    network
        .initial()
        .forEach(
            (name, rule) -> {
              Role role = parameters.role(name);
              // DL4J draws a depthwise kernel as it is stored here, all others in PyTorch's order.
              INDArray view =
                  role == Role.DEPTHWISE ? parameters.stored(name) : parameters.torchTensor(name);
              try (INDArray values = values(rule, role, view.shape())) {
                view.assign(values);
              }
            });
  }

  private INDArray values(Initial rule, Role role, long[] shape) {
    if (role == Role.VECTOR || rule.distribution() == Initial.Distribution.CONSTANT) {
      float[] values = new float[Math.toIntExact(ArrayUtil.prodLong(shape))];
      rule.fill(values, biases);
      return Nd4j.create(values, shape, 'c');
    }
    INDArray values = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    return rule.distribution() == Initial.Distribution.UNIFORM
        ? Nd4j.rand(values, -rule.scale(), rule.scale(), weights)
        : Nd4j.getExecutioner().exec(new GaussianDistribution(values, 0, rule.scale()), weights);
  }
}
