package org.parfocal.augmentation.dcgan.internal;

import java.util.List;

/** Layers one after another, for batches of one fixed size. */
final class Network implements AutoCloseable {
  private final List<Layer> layers;
  private final List<Parameter> parameters;
  private int steps;

  Network(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    parameters = layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** The output of a batch, valid until the next call. */
  float[] forward(float[] batch, Pass pass) {
    float[] values = batch;
    for (Layer layer : layers) {
      values = layer.forward(values, pass);
    }
    return values;
  }

  /**
   * Adds the slopes of all parameters for the last batch.
   *
   * @param slope by the output; overwritten
   * @return slope by the input, valid until the next call
   */
  float[] backward(float[] slope) {
    float[] values = slope;
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      values = layers.get(layer).backward(values);
    }
    return values;
  }

  /** Forgets slopes that were added. */
  void clearSlopes() {
    parameters.forEach(Parameter::clearSlopes);
  }

  /** Moves all parameters against the slopes added so far, and forgets these. */
  void step(AdamConstants constants) {
    steps++;
    parameters.forEach(parameter -> parameter.adam(constants, steps));
    clearSlopes();
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** Everything that must be kept to have this network again, in place. */
  List<float[]> state() {
    return layers.stream().flatMap(layer -> layer.state().stream()).toList();
  }

  @Override
  public void close() {
    layers.forEach(Layer::close);
  }
}
