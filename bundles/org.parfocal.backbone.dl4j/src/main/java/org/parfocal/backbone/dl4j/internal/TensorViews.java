package org.parfocal.backbone.dl4j.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
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
      graph
          .getLayer(name)
          .paramTable()
          .forEach(
              (key, view) -> tensors.put(name + "." + SUFFIXES.getOrDefault(key, key), flat(view)));
    }
    return tensors;
  }

  /** Views of the batch statistics, which are parameters to DL4J but are not learned. */
  static List<INDArray> statistics(ComputationGraph graph) {
    List<INDArray> views = new ArrayList<>();
    for (String name : layers(graph)) {
      graph.getLayer(name).paramTable().forEach((key, view) -> addStatistic(key, view, views));
    }
    return views;
  }

  private static void addStatistic(String key, INDArray view, List<INDArray> views) {
    if (key.equals(BatchNormalizationParamInitializer.GLOBAL_MEAN)
        || key.equals(BatchNormalizationParamInitializer.GLOBAL_VAR)) {
      views.add(view);
    }
  }

  private static List<String> layers(ComputationGraph graph) {
    return graph.getConfiguration().getTopologicalOrderStr().stream()
        .filter(name -> hasParameters(graph.getLayer(name)))
        .toList();
  }

  private static boolean hasParameters(@Nullable Layer layer) {
    return layer != null && layer.numParams() > 0;
  }

  /** DL4J keeps vectors as one row. */
  private static INDArray flat(INDArray view) {
    return view.rank() == 2 && view.size(0) == 1 ? view.reshape(view.length()) : view;
  }
}
