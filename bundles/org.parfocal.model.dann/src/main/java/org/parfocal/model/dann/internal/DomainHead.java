package org.parfocal.model.dann.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.LinearHead;
import org.parfocal.learning.Update;

/**
 * The domain classifier D: linear maps with ReLU between them, from a representation to one logit
 * for each domain. Used by one thread.
 */
final class DomainHead implements AutoCloseable {
  private final List<LinearHead> layers = new ArrayList<>();
  private final List<Rectifier> rectifiers = new ArrayList<>();

  /**
   * Makes a head.
   *
   * @param inputs length of a representation
   * @param hidden units of each hidden layer; none for a linear classifier
   * @param domains number of logits
   */
  DomainHead(int inputs, List<Integer> hidden, int domains, long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    int length = inputs;
    for (int units : hidden) {
      layers.add(new LinearHead(length, units, seeds.nextLong()));
      rectifiers.add(new Rectifier(units));
      length = units;
    }
    layers.add(new LinearHead(length, domains, seeds.nextLong()));
  }

  /**
   * Computes the logits.
   *
   * @param rows {@code [n, inputs]}; not changed
   * @return {@code [n, domains]}, valid until the next call
   */
  INDArray forward(INDArray rows) {
    INDArray values = rows;
    for (int layer = 0; layer < layers.size(); layer++) {
      values = layers.get(layer).forward(values);
      if (layer < rectifiers.size()) {
        values = rectifiers.get(layer).forward(values);
      }
    }
    return values;
  }

  /**
   * Computes the gradients for the rows of the last {@link #forward}.
   *
   * @param gradient ∂loss/∂logits, {@code [n, domains]}
   * @return ∂loss/∂inputs, {@code [n, inputs]}, not reversed, valid until the next call
   */
  INDArray backward(INDArray gradient) {
    INDArray slopes = gradient;
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      if (layer < rectifiers.size()) {
        slopes = rectifiers.get(layer).backward(slopes);
      }
      slopes = layers.get(layer).backward(slopes);
    }
    return slopes;
  }

  /** Changes all parameters by one step along the last gradients. */
  void step(Update update) {
    layers.forEach(layer -> layer.step(update));
  }

  /**
   * The parameters, as {@code name.0.weight}, {@code name.0.bias}, {@code name.1.weight} …; views.
   */
  Map<String, INDArray> tensors(String name) {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      tensors.putAll(layers.get(layer).tensors(name + "." + layer));
    }
    return tensors;
  }

  /** Their gradients under the same names; views. */
  Map<String, INDArray> gradients(String name) {
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      gradients.putAll(layers.get(layer).gradients(name + "." + layer));
    }
    return gradients;
  }

  @Override
  public void close() {
    layers.forEach(LinearHead::close);
    rectifiers.forEach(Rectifier::close);
  }
}
