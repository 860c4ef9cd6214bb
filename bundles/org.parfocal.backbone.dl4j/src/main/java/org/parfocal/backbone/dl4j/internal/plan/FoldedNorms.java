package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.backbone.dl4j.internal.plan.Operation.Convolution.Kind;
import org.parfocal.nn.FloatTensors;

/**
 * Convolutions with the batch norm that follows them folded in: w·γ/σ and β + (b − μ)·γ/σ, with the
 * running μ and σ. Copies, which {@link #refresh} makes anew when parameters have changed.
 */
final class FoldedNorms implements AutoCloseable {
  private final Map<String, Pair> pairs = new HashMap<>();
  private final Parameters parameters;
  private final Set<String> stale = new HashSet<>();

  private record Pair(
      boolean learned,
      String weight,
      @Nullable String bias,
      Operation.BatchNorm norm,
      INDArray foldedWeight,
      INDArray foldedBias) {}

  FoldedNorms(LayerGraph network, Parameters parameters) {
    this.parameters = parameters;
    Map<Node, List<Node>> readers = network.readers();
    for (Node node : network.nodes()) {
      List<Node> next = readers.getOrDefault(node, List.of());
      if (next.size() == 1 && next.get(0).operation() instanceof Operation.BatchNorm norm) {
        if (node.operation() instanceof Operation.Convolution convolution
            && convolution.kind() != Kind.TRANSPOSED) {
          add(node.name(), convolution.weight(), convolution.bias(), norm);
        }
      }
    }
  }

  private void add(String layer, String weight, @Nullable String bias, Operation.BatchNorm norm) {
    INDArray folded = Nd4j.createUninitialized(DataType.FLOAT, parameters.stored(weight).shape());
    long channels = parameters.stored(norm.layer() + ".bias").length();
    boolean learned = parameters.learns(layer) || parameters.learns(norm.layer());
    stale.add(layer);
    pairs.put(
        layer,
        new Pair(learned, weight, bias, norm, folded, Nd4j.create(DataType.FLOAT, channels)));
  }

  boolean has(String layer) {
    return pairs.containsKey(layer);
  }

  /** The folded arrays of a convolution. */
  Weights weights(String layer) {
    Pair pair = Objects.requireNonNull(pairs.get(layer), layer);
    return new Weights(pair.foldedWeight(), pair.foldedBias(), null, null);
  }

  /** Says that any parameter may have changed. */
  void invalidate() {
    stale.addAll(pairs.keySet());
  }

  /** Says that what is learned has changed. */
  void stepped() {
    pairs.forEach(
        (layer, pair) -> {
          if (pair.learned()) {
            stale.add(layer);
          }
        });
  }

  /**
   * Folds again what has changed.
   *
   * @param training whether a training plan is to run, which folds nothing that is learned
   */
  void refresh(boolean training) {
    for (String layer : List.copyOf(stale)) {
      Pair pair = Objects.requireNonNull(pairs.get(layer));
      if (!training || !pair.learned()) {
        fold(pair);
        stale.remove(layer);
      }
    }
  }

  private void fold(Pair pair) {
    String layer = pair.norm().layer();
    float[] scale = read(layer + ".weight");
    float[] offset = read(layer + ".bias");
    float[] mean = read(layer + ".running_mean");
    float[] variance = read(layer + ".running_var");
    float[] bias = pair.bias() == null ? new float[scale.length] : read(pair.bias());
    for (int c = 0; c < scale.length; c++) {
      double factor = scale[c] / Math.sqrt(variance[c] + pair.norm().epsilon());
      scale[c] = (float) factor;
      offset[c] = (float) (offset[c] + (bias[c] - mean[c]) * factor);
    }
    FloatTensors.write(offset, pair.foldedBias());
    try (INDArray factors = Nd4j.createFromArray(scale);
        Calls calls = new Calls()) {
      long rows = pair.foldedWeight().length() / scale.length;
      calls
          .product(
              parameters.stored(pair.weight()).reshape(rows, scale.length),
              factors,
              pair.foldedWeight().reshape(rows, scale.length))
          .run();
    }
  }

  private float[] read(String name) {
    return FloatTensors.read(parameters.stored(name));
  }

  @Override
  public void close() {
    List<Pair> all = new ArrayList<>(pairs.values());
    pairs.clear();
    for (Pair pair : all) {
      pair.foldedWeight().close();
      pair.foldedBias().close();
    }
  }
}
