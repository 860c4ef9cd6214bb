package org.parfocal.plan.architecture;

/** How the weights of convolutions and linear layers are drawn, as torchvision's source does. */
public enum InitialWeights {
  /** Even between ±1/√inputs, as PyTorch's layers do by themselves; their biases too. */
  UNIFORM_BY_INPUTS {
    @Override
    Initial of(long inputs, long outputs) {
      return new Initial(Initial.Distribution.UNIFORM, 1 / Math.sqrt(inputs));
    }
  },

  /** Even between ±√(6/inputs), {@code kaiming_uniform_} (He et al. 2015). */
  KAIMING_UNIFORM {
    @Override
    Initial of(long inputs, long outputs) {
      return new Initial(Initial.Distribution.UNIFORM, Math.sqrt(6.0 / inputs));
    }
  },

  /**
   * Normal with variance 2/outputs, {@code kaiming_normal_} with {@code fan_out} (He et al. 2015).
   * As in PyTorch the outputs of a depthwise convolution are all of its channels.
   */
  KAIMING_NORMAL_BY_OUTPUTS {
    @Override
    Initial of(long inputs, long outputs) {
      return new Initial(Initial.Distribution.NORMAL, Math.sqrt(2.0 / outputs));
    }
  };

  /**
   * The rule for a layer.
   *
   * @param inputs of one number of the result: channels times the kernel's places
   * @param outputs channels of the result times the kernel's places
   */
  abstract Initial of(long inputs, long outputs);
}
