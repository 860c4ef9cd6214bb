package org.parfocal.backbone.dl4j.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.parfocal.backbone.dl4j.internal.plan.NetworkReader;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.StateTensor;
import org.parfocal.nn.OptimizerState;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.SquaredNorm;

/** Runs an architecture on DL4J's computation graph, which plans are compared with. */
public final class GraphBackbone implements Backbone {
  private final EmbeddingGraph graph;
  private final long firstTrained;
  private final Map<String, INDArray> tensors;
  private final List<INDArray> statistics;
  private final List<INDArray> statisticChanges;
  private final List<INDArray> nextStatistics;
  private final RowBuffer images;
  private final RowBuffer embeddings;
  private final int embeddingSize;
  private @Nullable OptimizerState optimiser;
  private @Nullable INDArray gradient;
  private boolean closed;

  /**
   * Initialises the network.
   *
   * @param part what learns; training does not change the other layers, whose batch statistics are
   *     the stored ones always
   */
  public GraphBackbone(
      ComputationGraphConfiguration configuration, int imageSize, TrainedPart part) {
    Set<String> trained = part.layers(NetworkReader.read(configuration, imageSize));
    TrainablePrelu.into(configuration);
    graph = new EmbeddingGraph(FixedPart.of(configuration, trained));
    graph.init();
    graph.initGradientsView();
    tensors = TensorViews.of(graph);
    statistics = statistics(graph, trained);
    firstTrained = graph.numParams() - count(graph, trained);
    INDArray parameters = graph.params().reshape(graph.numParams());
    INDArray gradients = graph.getFlattenedGradients().reshape(graph.numParams());
    statisticChanges =
        statistics.stream().map(view -> sameRange(view, parameters, gradients)).toList();
    nextStatistics = statistics.stream().map(INDArray::dup).toList();
    images = new RowBuffer(3, imageSize, imageSize);
    try (INDArray one = Nd4j.create(1, 3, imageSize, imageSize);
        INDArray embedding = graph.outputSingle(false, one)) {
      embeddingSize = Math.toIntExact(embedding.size(1));
    }
    embeddings = new RowBuffer(embeddingSize);
  }

  /** The part of the gradient vector that belongs to a view of the parameter vector. */
  private static INDArray sameRange(INDArray view, INDArray parameters, INDArray gradients) {
    long begin = gradients.offset() + view.offset() - parameters.offset();
    return Nd4j.create(gradients.data(), view.shape(), view.stride(), begin, view.ordering());
  }

  /** The end of a flat vector that belongs to the layers that learn. */
  private INDArray trained(INDArray flat) {
    return flat.reshape(flat.length()).get(NDArrayIndex.interval(firstTrained, flat.length()));
  }

  private boolean frozen() {
    return firstTrained == graph.numParams();
  }

  @Override
  public int embeddingSize() {
    return embeddingSize;
  }

  @Override
  public INDArray forward(INDArray batch, boolean training) {
    INDArray input = images.rows(Math.toIntExact(batch.size(0)));
    input.assign(batch.permute(0, 3, 1, 2));
    INDArray result = embeddings.rows(Math.toIntExact(batch.size(0)));
    if (training && !frozen()) {
      graph.forward(input, result);
    } else {
      graph.abandon();
      try (INDArray output = graph.outputSingle(false, input)) {
        result.assign(output);
      }
    }
    return result;
  }

  @Override
  public Optional<INDArray> featureMaps(INDArray batch) {
    Optional<String> vertex = graph.averagedVertex();
    if (vertex.isEmpty()) {
      return Optional.empty();
    }
    INDArray input = images.rows(Math.toIntExact(batch.size(0)));
    input.assign(batch.permute(0, 3, 1, 2));
    graph.abandon();
    Map<String, INDArray> activations = graph.feedForward(new INDArray[] {input}, false, true);
    INDArray maps = activations.get(vertex.get());
    if (maps == null) {
      return Optional.empty();
    }
    INDArray copy = maps.permute(0, 2, 3, 1).dup('c');
    activations.values().stream()
        .filter(array -> array != input && array.closeable())
        .forEach(INDArray::close);
    return Optional.of(copy);
  }

  @Override
  public void backward(INDArray embeddingGradient) {
    if (frozen()) {
      return;
    }
    gradient = trained(graph.backward(embeddingGradient));
    // DL4J hands the change of the batch statistics over as if it were a gradient.
    for (int i = 0; i < statistics.size(); i++) {
      nextStatistics.get(i).assign(statistics.get(i)).subi(statisticChanges.get(i));
      statisticChanges.get(i).assign(0);
    }
  }

  @Override
  public double squaredGradientNorm() {
    return frozen() ? 0 : SquaredNorm.of(lastGradient());
  }

  @Override
  public void step(OptimizerStep update) {
    if (frozen()) {
      return;
    }
    INDArray parameters = trained(graph.params());
    if (optimiser == null) {
      optimiser = new OptimizerState(parameters.length());
    }
    optimiser.step(parameters, lastGradient(), update);
    // They lie among the parameters, and weight decay is not for them.
    for (int i = 0; i < statistics.size(); i++) {
      statistics.get(i).assign(nextStatistics.get(i));
    }
    gradient = null;
  }

  private INDArray lastGradient() {
    if (gradient == null) {
      throw new IllegalStateException("gradients are there from backward() to step()");
    }
    return gradient;
  }

  /** Gradients of the last {@link #backward} by the names of {@link #tensors()}. */
  public Map<String, INDArray> gradients() {
    INDArray parameters = graph.params().reshape(graph.numParams());
    INDArray gradients = graph.getFlattenedGradients().reshape(graph.numParams());
    Map<String, INDArray> views = new LinkedHashMap<>();
    tensors.forEach((name, view) -> views.put(name, sameRange(view, parameters, gradients)));
    return views;
  }

  /** Views under the names of {@link #state}. */
  public Map<String, INDArray> tensors() {
    return tensors;
  }

  @Override
  public Map<String, StateTensor> state() {
    return StateTensor.of(tensors);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    graph.abandon();
    images.close();
    embeddings.close();
    nextStatistics.forEach(INDArray::close);
    if (optimiser != null) {
      optimiser.close();
    }
    INDArray gradients = graph.getFlattenedGradients();
    INDArray parameters = graph.params();
    graph.clear();
    gradients.close();
    parameters.close();
    if (Nd4j.getMemoryManager().getCurrentWorkspace() == null) {
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
  }

  /** Views of some layers' batch statistics, which are parameters to DL4J but are not learned. */
  private static List<INDArray> statistics(ComputationGraph graph, Set<String> layers) {
    List<INDArray> views = new ArrayList<>();
    for (String name : layers) {
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

  /** Number of parameters of some layers, batch statistics included. */
  private static long count(ComputationGraph graph, Set<String> layers) {
    return layers.stream().mapToLong(name -> graph.getLayer(name).numParams()).sum();
  }
}
