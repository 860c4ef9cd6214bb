package org.parfocal.backbone.dl4j.internal.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerState;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.SquaredNorm;
import org.parfocal.plan.FoldedNorms;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.NetworkEngine;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Plans;
import org.parfocal.plan.Precision;

/** Runs an architecture by plans: one for each number of images, in training and in inference. */
public final class PlannedBackbone implements Backbone {
  /** Changes when embeddings do, in more than the last bits. */
  public static final String VERSION = "plan 3";

  private static final String OPTIMIZER = "optimizer";
  private static final String RANDOM_ROOT = "random-root";
  private static final String RANDOM_NODE = "random-node";

  private final LayerGraph network;
  private final Parameters parameters;
  private final FoldedNorms folded;
  private final FoldedWeights foldedWeights;
  private final Plans<PlanCalls, BoundPlan> plans;
  private final RowBuffer embeddings;
  private @Nullable OptimizerState optimiser;
  private @Nullable BoundPlan open;
  private @Nullable BoundPlan last;
  private boolean hasGradient;
  private boolean closed;

  PlannedBackbone(
      LayerGraph network, Parameters parameters, Algorithms.Choice choice, int threads) {
    this.network = network;
    this.parameters = parameters;
    folded = new FoldedNorms(network, parameters::learns);
    foldedWeights = new FoldedWeights(folded, parameters);
    NativeOperations operations = new NativeOperations(parameters, foldedWeights, choice, threads);
    plans = new Plans<>(network, parameters::learns, folded, new NativeTarget(operations));
    embeddings = new RowBuffer(network.embeddingSize());
  }

  @Override
  public int embeddingSize() {
    return network.embeddingSize();
  }

  @Override
  public INDArray forward(INDArray images, boolean training) {
    forget();
    hasGradient = false;
    boolean learning = training && parameters.learnsAny();
    BoundPlan plan = plans.of(Math.toIntExact(images.size(0)), learning);
    folded.refresh(learning, foldedWeights::fold);
    plan.images().assign(images);
    plan.plan().forward();
    last = plan;
    INDArray result = embeddings.rows(plan.count());
    result.assign(plan.embeddings());
    if (learning) {
      open = plan;
    }
    return result;
  }

  @Override
  public void backward(INDArray gradient) {
    if (!parameters.learnsAny()) {
      return;
    }
    BoundPlan plan = open;
    if (plan == null) {
      throw new IllegalStateException("backward() follows a training forward(), once");
    }
    open = null;
    Objects.requireNonNull(plan.gradient()).assign(gradient);
    plan.plan().backward();
    hasGradient = true;
  }

  @Override
  public double squaredGradientNorm() {
    if (!parameters.learnsAny()) {
      return 0;
    }
    requireGradient();
    return SquaredNorm.of(parameters.gradients());
  }

  @Override
  public void step(OptimizerStep update) {
    if (!parameters.learnsAny()) {
      return;
    }
    requireGradient();
    hasGradient = false;
    parameters.follow();
    optimizer().step(parameters.learned(), parameters.gradients(), update);
    folded.stepped();
  }

  private OptimizerState optimizer() {
    OptimizerState state = optimiser;
    if (state == null) {
      state = new OptimizerState(parameters.learned().length());
      optimiser = state;
    }
    return state;
  }

  /** Plans may be closed when another is asked for. */
  private void forget() {
    open = null;
    last = null;
  }

  private void requireGradient() {
    if (!hasGradient) {
      throw new IllegalStateException("gradients are there from backward() to step()");
    }
  }

  @Override
  public Optional<INDArray> featureMaps(INDArray images) {
    forget();
    Operation pooling = network.embedding().operation();
    if (!(pooling instanceof Operation.GlobalPool)
        && !(pooling instanceof Operation.GeneralizedMean)) {
      return Optional.empty();
    }
    BoundPlan plan = plans.of(Math.toIntExact(images.size(0)), false);
    folded.refresh(false, foldedWeights::fold);
    plan.images().assign(images);
    plan.plan().forward();
    last = plan;
    INDArray maps = plan.maps().dup();
    if (pooling instanceof Operation.GeneralizedMean) {
      GeneralizedMeanMaps.weigh(
          maps, plan.embeddings(), FloatTensors.read(parameters.stored(LayerGraph.POWER))[0]);
    }
    return Optional.of(maps);
  }

  @Override
  public Optional<String> firstNonFinite() {
    open = null;
    BoundPlan plan = last;
    return plan == null ? Optional.empty() : plan.firstNonFinite();
  }

  /**
   * The same network with the same parameters on another engine, in place of this one, which is
   * closed.
   *
   * @param seed of what is random in training
   */
  public Backbone movedTo(NetworkEngine engine, Precision precision, long seed) {
    try (this) {
      Set<String> learning =
          network.nodes().stream()
              .map(Node::name)
              .filter(parameters::learns)
              .collect(Collectors.toSet());
      return new EngineBackbone(network, learning, engine, precision, seed, state());
    }
  }

  /** Gradients of the last {@link #backward} by the names of {@link #state()}. */
  public Map<String, INDArray> gradients() {
    return parameters.torchGradients();
  }

  @Override
  public Map<String, StateTensor> state() {
    Map<String, StateTensor> state = new LinkedHashMap<>();
    parameters
        .torchTensors()
        .forEach((name, view) -> state.put(name, new StoredTensor(view, folded)));
    return state;
  }

  @Override
  public Optional<TrainingMemory> memory() {
    TrainingMemory memory = new TrainingMemory();
    memory.numbers().put(RANDOM_ROOT, parameters.random().rootState());
    memory.numbers().put(RANDOM_NODE, parameters.random().nodeState());
    if (parameters.learnsAny()) {
      memory.add(OPTIMIZER, optimizer());
    }
    return Optional.of(memory);
  }

  @Override
  public void restore(TrainingMemory memory) {
    parameters.random().setStates(memory.number(RANDOM_ROOT), memory.number(RANDOM_NODE));
    if (parameters.learnsAny()) {
      memory.restore(OPTIMIZER, optimizer());
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    plans.close();
    foldedWeights.close();
    parameters.close();
    embeddings.close();
    if (optimiser != null) {
      optimiser.close();
    }
  }
}
