package org.parfocal.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers one after another; without any, the identity. */
public final class Sequential implements Layer {
  private final Map<String, Layer> named;
  private final List<Layer> layers;

  /** Names the layers 0, 1, 2 and so on. */
  public Sequential(Layer... layers) {
    this(numbered(layers));
  }

  /** Takes the order of the map. */
  public Sequential(Map<String, Layer> layers) {
    this.named = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    this.layers = List.copyOf(named.values());
  }

  private static Map<String, Layer> numbered(Layer... layers) {
    Map<String, Layer> named = new LinkedHashMap<>();
    for (Layer layer : layers) {
      named.put(String.valueOf(named.size()), layer);
    }
    return named;
  }

  @Override
  public INDArray forward(INDArray input) {
    INDArray values = input;
    for (Layer layer : layers) {
      values = layer.forward(values);
    }
    return values;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    return backward(gradient, true);
  }

  @Override
  public INDArray backward(INDArray gradient, boolean wanted) {
    INDArray values = gradient;
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      values = layers.get(layer).backward(values, wanted || layer > 0);
    }
    return values;
  }

  @Override
  public Map<String, Module> children() {
    return Collections.unmodifiableMap(named);
  }

  /** The layers in order. */
  public List<Layer> layers() {
    return new ArrayList<>(layers);
  }
}
