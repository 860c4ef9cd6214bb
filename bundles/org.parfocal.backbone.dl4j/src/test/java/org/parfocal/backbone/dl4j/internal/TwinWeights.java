package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitReluUniform;
import org.deeplearning4j.nn.weights.WeightInitUniform;

/**
 * How the weights of convolutions and linear layers are drawn at first: as torchvision's source
 * does for the network. Biases are 0.
 */
enum TwinWeights {
  /** Even between ±1/√inputs, as PyTorch's layers do by themselves. */
  UNIFORM_BY_INPUTS {
    @Override
    IWeightInit of(int out, int kernel) {
      return new WeightInitUniform();
    }
  },

  /** Even between ±√(6/inputs), {@code kaiming_uniform_} (He et al. 2015). */
  KAIMING_UNIFORM {
    @Override
    IWeightInit of(int out, int kernel) {
      return new WeightInitReluUniform();
    }
  },

  /**
   * Normal with variance 2/(outputs · kernel²), {@code kaiming_normal_} with {@code fan_out} (He et
   * al. 2015). As in PyTorch the outputs of a depthwise convolution are all of its channels.
   */
  KAIMING_NORMAL_BY_OUTPUTS {
    @Override
    IWeightInit of(int out, int kernel) {
      return new WeightInitDistribution(
          new NormalDistribution(0, Math.sqrt(2.0 / ((double) out * kernel * kernel))));
    }
  };

  /**
   * The rule for a layer.
   *
   * @param out channels of the result
   * @param kernel edge of the kernel; 1 for a linear layer
   */
  abstract IWeightInit of(int out, int kernel);
}
