package org.parfocal.learning.internal.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.StateTensor;

/** A copy of parameters in memory that is allocated once and taken again and again. */
final class Snapshot implements AutoCloseable {
  private final Map<String, INDArray> copies = new LinkedHashMap<>();

  /** Copies the tensors; always the same ones. */
  void take(Map<String, StateTensor> tensors) {
    tensors.forEach(
        (name, tensor) -> {
          INDArray copy = copies.get(name);
          if (copy == null) {
            copies.put(name, tensor.copy());
          } else {
            tensor.read(copy);
          }
        });
  }

  /** Puts the values that were last taken back into the tensors. */
  void restore(Map<String, StateTensor> tensors) {
    copies.forEach(
        (name, copy) -> {
          StateTensor tensor = tensors.get(name);
          if (tensor == null) {
            throw new IllegalStateException("tensor " + name + " is gone");
          }
          tensor.write(copy);
        });
  }

  /** The copies, by the names of the tensors. */
  Map<String, StateTensor> tensors() {
    return StateTensor.of(copies);
  }

  @Override
  public void close() {
    copies.values().forEach(INDArray::close);
    copies.clear();
  }
}
