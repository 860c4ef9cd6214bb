package org.parfocal.benchmarks.libtorch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.parfocal.benchmarks.Values;

/**
 * A network's tensors by name. A layer asks for its own by name and shape; what does not exist is
 * made, so that the first forward pass makes a network.
 */
final class Parameters {
  private final Map<String, Tensor> learned = new LinkedHashMap<>();
  private final Map<String, Tensor> statistics = new LinkedHashMap<>();
  private final ScalarType type;
  private final MemoryFormat format;

  Parameters(ScalarType type, MemoryFormat format) {
    this.type = type;
    this.format = format;
  }

  /**
   * Weights of a convolution {@code [out, in, kernel, kernel]} or linear layer {@code [out, in]},
   * as He et al. (2015).
   */
  Tensor weights(String name, long... shape) {
    long inputs = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
    double deviation = Math.sqrt(2.0 / inputs);
    return learned.computeIfAbsent(
        name, unused -> learned(() -> scaled(torch.torch_randn(shape), deviation)));
  }

  /** A learned vector that starts with one value. */
  Tensor vector(String name, long length, double value) {
    return learned.computeIfAbsent(
        name, unused -> learned(() -> scaled(torch.torch_ones(length), value)));
  }

  /** A vector that is not learned. */
  Tensor statistic(String name, long length, double value) {
    return statistics.computeIfAbsent(
        name, unused -> Tensors.kept(() -> scaled(torch.torch_ones(length), value)));
  }

  private static Tensor learned(Supplier<Tensor> made) {
    Tensor tensor = Tensors.kept(made);
    tensor.set_requires_grad(true); // what it returns does not own the tensor
    return tensor;
  }

  private Tensor scaled(Tensor tensor, double factor) {
    Tensor scaled = tensor.mul(new Scalar(factor)).to(type);
    return scaled.dim() == 4 ? scaled.contiguous(format) : scaled;
  }

  /** What the optimiser changes. */
  TensorVector learned() {
    return new TensorVector(learned.values().toArray(Tensor[]::new));
  }

  Map<String, Values> values() {
    Map<String, Values> values = new LinkedHashMap<>();
    all().forEach((name, tensor) -> values.put(name, Tensors.values(tensor)));
    return values;
  }

  Map<String, Values> gradients() {
    Map<String, Values> gradients = new LinkedHashMap<>();
    learned.forEach((name, tensor) -> gradients.put(name, Tensors.values(tensor.grad())));
    return gradients;
  }

  void assign(Map<String, Values> tensors) {
    try (NoGradGuard guard = new NoGradGuard()) {
      all().forEach((name, own) -> own.copy_(Tensors.of(Values.named(name, own.shape(), tensors))));
    }
  }

  private Map<String, Tensor> all() {
    Map<String, Tensor> all = new LinkedHashMap<>(learned);
    all.putAll(statistics);
    return all;
  }
}
