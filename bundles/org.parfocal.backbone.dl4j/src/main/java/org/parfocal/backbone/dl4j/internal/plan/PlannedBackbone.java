package org.parfocal.backbone.dl4j.internal.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.MixStyle;
import org.parfocal.backbone.dl4j.Pooling;
import org.parfocal.backbone.dl4j.internal.TensorViews;
import org.parfocal.backbone.dl4j.internal.TrainedPart;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerState;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.SquaredNorm;

/** Runs an architecture by plans: one for each number of images, in training and in inference. */
public final class PlannedBackbone implements Backbone {
  /** Changes when embeddings do, in more than the last bits. */
  public static final String VERSION = "plan 3";

  /** Name of the tensor p of a generalised mean. */
  public static final String POWER = "pooling.p";

  private static final String OPTIMIZER = "optimizer";
  private static final String RANDOM_ROOT = "random-root";
  private static final String RANDOM_NODE = "random-node";

  private final LayerGraph network;
  private final Parameters parameters;
  private final FoldedNorms folded;
  private final Plans plans;
  private final RowBuffer embeddings;
  private @Nullable OptimizerState optimiser;
  private @Nullable BoundPlan open;
  private @Nullable BoundPlan last;
  private boolean hasGradient;
  private boolean closed;

  private PlannedBackbone(
      LayerGraph network, Parameters parameters, Algorithms.Choice choice, int threads) {
    this.network = network;
    this.parameters = parameters;
    folded = new FoldedNorms(network, parameters);
    plans = new Plans(network, parameters, folded, choice, threads);
    embeddings = new RowBuffer(network.embeddingSize());
  }

  /**
   * Reads a configuration, and takes the initial weights that DL4J gives it.
   *
   * @param part what learns
   * @param pooling in place of the average with which the network ends
   * @param style what is mixed in training
   * @param choice of algorithms
   * @param engine that has been started
   * @param seed of what is random in training besides the initial weights
   * @throws ConfigurationException if plans do not know a layer of it
   */
  public static PlannedBackbone of(
      ComputationGraphConfiguration configuration,
      int imageSize,
      TrainedPart part,
      Pooling pooling,
      MixStyle style,
      Algorithms.Choice choice,
      NativeBuild engine,
      long seed) {
    Set<String> learning = new LinkedHashSet<>(part.layers(configuration));
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    try {
      LayerGraph network =
          NetworkReader.read(graph.getConfiguration(), imageSize).pooled(pooling).mixed(style);
      if (pooling.learnt() && !learning.isEmpty()) {
        learning.add(network.embedding().name());
      }
      Parameters parameters = new Parameters(network.parameters(), learning, seed);
      Map<String, INDArray> initial = TensorViews.of(graph);
      parameters.torchTensors().forEach((name, view) -> initialise(view, initial.get(name)));
      if (pooling.kind() == Pooling.Kind.GEM) {
        parameters.stored(POWER).assign(pooling.power());
      }
      return new PlannedBackbone(network, parameters, choice, engine.cuda() ? 0 : engine.threads());
    } finally {
      graph.params().close();
    }
  }

  /**
   * The tensors of {@link #state()} of such a backbone, without their memory.
   *
   * @throws ConfigurationException as {@link #of}
   */
  public static Map<String, long[]> shapes(
      ComputationGraphConfiguration configuration, int imageSize, Pooling pooling, MixStyle style) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.topologicalSortOrder(); // leaves the order in the configuration
    Map<String, long[]> shapes = new LinkedHashMap<>();
    NetworkReader.read(graph.getConfiguration(), imageSize)
        .pooled(pooling)
        .mixed(style)
        .parameters()
        .forEach(parameter -> shapes.put(parameter.name(), parameter.torchShape()));
    return shapes;
  }

  /** Running statistics may have another name in DL4J; they are 0 and 1 already. */
  private static void initialise(INDArray view, @Nullable INDArray initial) {
    if (initial != null) {
      view.assign(initial.reshape(view.shape()));
    }
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
    folded.refresh(learning);
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
    folded.refresh(false);
    plan.images().assign(images);
    plan.plan().forward();
    last = plan;
    INDArray maps = plan.maps().dup();
    if (pooling instanceof Operation.GeneralizedMean) {
      weigh(maps, plan.embeddings(), FloatTensors.read(parameters.stored(POWER))[0]);
    }
    return Optional.of(maps);
  }

  /** Each map times Σ ∂y/∂x over its places: mean(x^(p−1)) · y^(1−p), where x is above 0. */
  private static void weigh(INDArray maps, INDArray embeddings, double power) {
    float[] values = FloatTensors.read(maps);
    float[] pooled = FloatTensors.read(embeddings);
    int images = Math.toIntExact(maps.size(0));
    int channels = pooled.length / images;
    int places = values.length / pooled.length;
    for (int row = 0; row < pooled.length; row++) {
      int start = row / channels * places * channels + row % channels;
      double sum = 0;
      for (int place = 0; place < places; place++) {
        float x = values[start + place * channels];
        sum += x > 0 ? Math.pow(x, power - 1) : 0;
      }
      double weight = sum / places * Math.pow(pooled[row], 1 - power);
      for (int place = 0; place < places; place++) {
        values[start + place * channels] *= weight;
      }
    }
    FloatTensors.write(values, maps);
  }

  @Override
  public Optional<String> firstNonFinite() {
    open = null;
    BoundPlan plan = last;
    return plan == null ? Optional.empty() : plan.firstNonFinite();
  }

  /** Gradients of the last {@link #backward} by the names of {@link #state()}. */
  public Map<String, INDArray> gradients() {
    return parameters.torchGradients();
  }

  @Override
  public Map<String, StateTensor> state() {
    Map<String, StateTensor> state = new LinkedHashMap<>();
    parameters.torchTensors().forEach((name, view) -> state.put(name, new Stored(view)));
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

  /** A tensor in a parameter vector. */
  private final class Stored implements StateTensor {
    private final INDArray view;

    Stored(INDArray view) {
      this.view = view;
    }

    @Override
    public long[] shape() {
      return view.shape();
    }

    @Override
    public void read(INDArray into) {
      into.assign(view);
    }

    @Override
    public void write(INDArray from) {
      view.assign(from);
      folded.invalidate();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    plans.close();
    folded.close();
    parameters.close();
    embeddings.close();
    if (optimiser != null) {
      optimiser.close();
    }
  }
}
