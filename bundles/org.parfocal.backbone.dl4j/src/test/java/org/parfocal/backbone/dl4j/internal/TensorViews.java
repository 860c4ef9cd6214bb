package org.parfocal.backbone.dl4j.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph's parameters under PyTorch's names and in PyTorch's shapes. */
public final class TensorViews {
  private static final Map<String, String> SUFFIXES =
      Map.of(
          "W",
          "weight",
          "b",
          "bias",
          BatchNormalizationParamInitializer.GAMMA,
          "weight",
          BatchNormalizationParamInitializer.BETA,
          "bias",
          BatchNormalizationParamInitializer.GLOBAL_MEAN,
          "running_mean",
          BatchNormalizationParamInitializer.GLOBAL_VAR,
          "running_var");

  private TensorViews() {}

  /** Views by name, in the order of the graph. */
  public static Map<String, INDArray> of(ComputationGraph graph) {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (String name : layers(graph)) {
      Layer layer = graph.getLayer(name);
      layer
          .paramTable()
          .forEach(
              (key, view) ->
                  tensors.put(
                      name + "." + SUFFIXES.getOrDefault(key, key), shaped(layer, key, view)));
    }
    return tensors;
  }

  private static List<String> layers(ComputationGraph graph) {
    return graph.getConfiguration().getTopologicalOrderStr().stream()
        .filter(name -> hasParameters(graph.getLayer(name)))
        .toList();
  }

  private static boolean hasParameters(@Nullable Layer layer) {
    return layer != null && layer.numParams() > 0;
  }

  /**
   * DL4J keeps vectors as one row, linear weights transposed, depthwise kernels as {@code [height,
   * width, channels, multiplier]} or, of separable ones, {@code [multiplier, channels, height,
   * width]}, and one slope of PReLU with the axes of its input.
   */
  private static INDArray shaped(Layer layer, String key, INDArray view) {
    boolean weight = key.equals(DefaultParamInitializer.WEIGHT_KEY);
    if (weight && layer.conf().getLayer() instanceof DepthwiseConvolution2D) {
      return view.permute(2, 3, 0, 1);
    }
    if (weight && layer.conf().getLayer() instanceof SeparableConvolution2D) {
      return view.permute(1, 0, 2, 3);
    }
    if (weight && layer.conf().getLayer() instanceof DenseLayer) {
      return view.transpose();
    }
    boolean row = view.rank() == 2 && view.size(0) == 1;
    return row || layer.conf().getLayer() instanceof PReLULayer
        ? view.reshape(view.length())
        : view;
  }
}
