package org.parfocal.benchmarks.libtorch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.parfocal.benchmarks.Values;

/** Tensors from and to numbers in Java, and how long they live. */
final class Tensors {
  private Tensors() {}

  /** The tensor that is made; what else is made on the way is freed. */
  static Tensor kept(Supplier<Tensor> made) {
    try (PointerScope scope = new PointerScope()) {
      return made.get().retainReference();
    }
  }

  static Tensor of(Values values) {
    return Tensor.create(values.numbers(), values.shape());
  }

  static Values values(Tensor tensor) {
    float[] numbers = new float[Math.toIntExact(tensor.numel())];
    try (PointerScope scope = new PointerScope()) {
      tensor.detach().to(ScalarType.Float).contiguous().data_ptr_float().get(numbers);
    }
    return new Values(tensor.shape(), numbers);
  }
}
