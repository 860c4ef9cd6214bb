package org.parfocal.plan;

/**
 * A stored tensor.
 *
 * @param name as in PyTorch's {@code state_dict}
 * @param layer that it belongs to
 * @param role what it is
 * @param shape as the plan stores it, row-major
 */
public record ParameterLayout(String name, String layer, Role role, long... shape) {
  /** What a tensor is, which decides how PyTorch's shape is seen in the stored numbers. */
  public enum Role {
    /** {@code [kH, kW, in, out]}, to PyTorch {@code [out, in, kH, kW]}. */
    CONVOLUTION,
    /**
     * {@code [kH, kW, channels, multiplier]}, to PyTorch {@code [channels·multiplier, 1, kH, kW]}.
     */
    DEPTHWISE,
    /** {@code [in, out]}, to PyTorch {@code [out, in]}. */
    DENSE,
    /** One number for each channel. */
    VECTOR,
    /** A vector that is not learned: mean of a batch norm. */
    RUNNING_MEAN,
    /** A vector that is not learned: variance of a batch norm. */
    RUNNING_VARIANCE;

    /** Whether training changes it by its gradient. */
    public boolean learned() {
      return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
    }
  }

  /** How many numbers. */
  public long length() {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return length;
  }

  /** PyTorch's shape. */
  public long[] torchShape() {
    return switch (role) {
      case CONVOLUTION -> new long[] {shape[3], shape[2], shape[0], shape[1]};
      case DEPTHWISE -> new long[] {shape[2] * shape[3], 1, shape[0], shape[1]};
      case DENSE -> new long[] {shape[1], shape[0]};
      case VECTOR, RUNNING_MEAN, RUNNING_VARIANCE -> shape.clone();
    };
  }

  /** Strides of {@link #torchShape} over the stored numbers. */
  public long[] torchStrides() {
    return switch (role) {
      case CONVOLUTION ->
          new long[] {1, shape[3], shape[1] * shape[2] * shape[3], shape[2] * shape[3]};
      case DEPTHWISE -> {
        long channels = shape[2] * shape[3];
        yield new long[] {1, channels, shape[1] * channels, channels};
      }
      case DENSE -> new long[] {1, shape[1]};
      case VECTOR, RUNNING_MEAN, RUNNING_VARIANCE -> new long[] {1};
    };
  }
}
