package org.parfocal.learning.internal.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of parameters in memory that is allocated once and taken again and again. */
final class Snapshot implements AutoCloseable {
  private final Map<String, INDArray> copies = new LinkedHashMap<>();

  /** Copies the tensors; always the same ones. */
  void take(Map<String, INDArray> tensors) {
    tensors.forEach(
        (name, tensor) -> {
          INDArray copy = copies.get(name);
          if (copy == null) {
            copies.put(name, tensor.dup());
          } else {
            copy.assign(tensor);
          }
        });
  }

  /** Puts the values that were last taken back into the tensors. */
  void restore(Map<String, INDArray> tensors) {
    copies.forEach(
        (name, copy) -> {
          INDArray tensor = tensors.get(name);
          if (tensor == null) {
            throw new IllegalStateException("tensor " + name + " is gone");
          }
          tensor.assign(copy);
        });
  }

  @Override
  public void close() {
    copies.values().forEach(INDArray::close);
    copies.clear();
  }
}
