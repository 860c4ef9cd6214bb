package org.parfocal.benchmarks.libtorch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A tensor on its way through a network. Each layer frees its input at once, as happens in Python
 * and C++ when a variable is reassigned; what the backward pass needs, autograd keeps.
 */
final class Flow {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Parameters parameters;
  private final boolean training;
  private Tensor tensor;

  /** Begins with a tensor that stays the caller's. */
  Flow(Parameters parameters, boolean training, Tensor input) {
    this.parameters = parameters;
    this.training = training;
    this.tensor = new Tensor(input); // a second handle of the same tensor
  }

  /** A second flow that begins here. */
  Flow fork() {
    return new Flow(parameters, training, tensor);
  }

  /** The result; the caller closes it. */
  Tensor end() {
    return tensor;
  }

  Flow convolution(String name, int out, int kernel, int stride, int padding) {
    return convolution(name, out, kernel, stride, padding, 1, true);
  }

  /** Convolution without bias, and batch normalisation. */
  Flow convolutionNorm(String name, String norm, int out, int kernel, int stride, int padding) {
    return convolution(name, out, kernel, stride, padding, 1, false).norm(norm);
  }

  /** 3×3 convolution of each channel by itself, without bias, and batch normalisation. */
  Flow depthwiseNorm(String name, String norm, int stride) {
    int channels = channels();
    return convolution(name, channels, 3, stride, 1, channels, false).norm(norm);
  }

  private Flow convolution(
      String name, int out, int kernel, int stride, int padding, int groups, boolean biased) {
    Tensor weight = parameters.weights(name + ".weight", out, channels() / groups, kernel, kernel);
    try (TensorOptional bias =
        biased
            ? new TensorOptional(parameters.vector(name + ".bias", out, 0))
            : new TensorOptional()) {
      return become(
          torch.conv2d(
              tensor,
              weight,
              bias,
              new long[] {stride, stride},
              new long[] {padding, padding},
              new long[] {1, 1},
              groups));
    }
  }

  Flow norm(String name) {
    int channels = channels();
    try (TensorOptional weight =
            new TensorOptional(parameters.vector(name + ".weight", channels, 1));
        TensorOptional bias = new TensorOptional(parameters.vector(name + ".bias", channels, 0));
        TensorOptional mean =
            new TensorOptional(parameters.statistic(name + ".running_mean", channels, 0));
        TensorOptional variance =
            new TensorOptional(parameters.statistic(name + ".running_var", channels, 1))) {
      return become(
          torch.batch_norm(
              tensor, weight, bias, mean, variance, training, MOMENTUM, EPSILON, false));
    }
  }

  /** Linear layer with bias, from {@code [n, d]} to {@code [n, out]}. */
  Flow linear(String name, int out) {
    Tensor weight = parameters.weights(name + ".weight", out, channels());
    try (TensorOptional bias = new TensorOptional(parameters.vector(name + ".bias", out, 0))) {
      return become(torch.linear(tensor, weight, bias));
    }
  }

  Flow relu() {
    tensor.relu_();
    return this;
  }

  Flow reluSix() {
    try (Scalar low = new Scalar(0.0);
        Scalar high = new Scalar(6.0)) {
      torch.hardtanh_(tensor, low, high);
    }
    return this;
  }

  /** PReLU with one slope for all. */
  Flow prelu(String name) {
    return become(torch.prelu(tensor, parameters.vector(name + ".weight", 1, 0.25)));
  }

  Flow maxPool(int kernel, int stride, int padding, boolean partialWindows) {
    return become(
        torch.max_pool2d(
            tensor,
            new long[] {kernel, kernel},
            new long[] {stride, stride},
            new long[] {padding, padding},
            new long[] {1, 1},
            partialWindows));
  }

  /** Adds another flow, which ends here. */
  Flow plus(Flow other) {
    tensor.add_(other.tensor);
    other.tensor.close();
    return this;
  }

  /** Appends the channels of another flow, which ends here. */
  Flow concatenate(Flow other) {
    try (TensorVector both = new TensorVector(tensor, other.tensor)) {
      become(torch.cat(both, 1));
    }
    other.tensor.close();
    return this;
  }

  /** The average over all places: {@code [n, d]}. */
  Flow average() {
    return become(torch.adaptive_avg_pool2d(tensor, 1, 1)).flatten();
  }

  /** Lays feature maps out channel by channel: {@code [n, d]}. */
  Flow flatten() {
    return become(torch.flatten(tensor, 1, -1));
  }

  private int channels() {
    return Math.toIntExact(tensor.size(1));
  }

  private Flow become(Tensor result) {
    tensor.close();
    tensor = result;
    return this;
  }
}
