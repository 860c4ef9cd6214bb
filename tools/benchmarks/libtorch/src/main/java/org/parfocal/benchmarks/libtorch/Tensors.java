package org.parfocal.benchmarks.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.parfocal.benchmarks.Values;

/** From and to numbers in Java. */
final class Tensors {
  private Tensors() {}

  static Tensor of(Values values) {
    return Tensor.create(values.numbers(), values.shape());
  }

  static Values values(Tensor tensor) {
    float[] numbers = new float[Math.toIntExact(tensor.numel())];
    try (Tensor plain = tensor.detach().to(ScalarType.Float).contiguous()) {
      plain.data_ptr_float().get(numbers);
    }
    return new Values(tensor.shape(), numbers);
  }
}
