package org.parfocal.backbone.dl4j.internal.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nn.FloatTensors;
import org.parfocal.plan.FoldedNorms;
import org.parfocal.plan.Folding;

/** Copies of convolutions' weights with the batch norm that follows folded in. */
final class FoldedWeights implements AutoCloseable {
  private final Map<String, Weights> weights = new HashMap<>();
  private final Parameters parameters;

  FoldedWeights(FoldedNorms norms, Parameters parameters) {
    this.parameters = parameters;
    for (Folding folding : norms.all()) {
      long[] shape = parameters.stored(folding.weight()).shape();
      long channels = parameters.stored(folding.norm().layer() + ".bias").length();
      weights.put(
          folding.layer(),
          new Weights(
              Nd4j.createUninitialized(DataType.FLOAT, shape),
              Nd4j.create(DataType.FLOAT, channels),
              null,
              null));
    }
  }

  /** The folded arrays of a convolution. */
  Weights of(Folding folding) {
    return Objects.requireNonNull(weights.get(folding.layer()), folding.layer());
  }

  /** Makes a convolution's anew from the parameters as they are. */
  void fold(Folding folding) {
    String layer = folding.norm().layer();
    float[] scale = read(layer + ".weight");
    float[] offset = read(layer + ".bias");
    float[] mean = read(layer + ".running_mean");
    float[] variance = read(layer + ".running_var");
    float[] bias = folding.bias() == null ? new float[scale.length] : read(folding.bias());
    for (int c = 0; c < scale.length; c++) {
      double factor = scale[c] / Math.sqrt(variance[c] + folding.norm().epsilon());
      scale[c] = (float) factor;
      offset[c] = (float) (offset[c] + (bias[c] - mean[c]) * factor);
    }
    Weights folded = of(folding);
    FloatTensors.write(offset, Objects.requireNonNull(folded.bias()));
    try (INDArray factors = Nd4j.createFromArray(scale);
        Calls calls = new Calls()) {
      long rows = folded.weight().length() / scale.length;
      calls
          .product(
              parameters.stored(folding.weight()).reshape(rows, scale.length),
              factors,
              folded.weight().reshape(rows, scale.length))
          .run();
    }
  }

  private float[] read(String name) {
    return FloatTensors.read(parameters.stored(name));
  }

  @Override
  public void close() {
    for (Weights folded : weights.values()) {
      folded.weight().close();
      close(folded.bias());
    }
    weights.clear();
  }

  private static void close(@Nullable INDArray array) {
    if (array != null) {
      array.close();
    }
  }
}
