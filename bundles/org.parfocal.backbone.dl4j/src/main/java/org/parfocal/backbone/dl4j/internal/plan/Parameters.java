package org.parfocal.backbone.dl4j.internal.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of a network in a few flat vectors: what is learned and its gradients (in the same
 * order), what is fixed, the running statistics of the batch norms and those of the last batch (in
 * the same order). Every tensor is a view of one of them.
 */
final class Parameters implements AutoCloseable {
  /** Tensors begin at multiples of so many numbers, a cache line. */
  private static final int ALIGNMENT = 16;

  private final List<ParameterLayout> all;
  private final Set<String> learningLayers;
  private final Map<String, ParameterLayout> byName = new HashMap<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private final INDArray learned;
  private final INDArray gradients;
  private final INDArray fixed;
  private final INDArray running;
  private final INDArray batch;
  private final INDArray decay;
  private final Random random;

  /**
   * Allocates zeros; running variances are ones.
   *
   * @param learningLayers the layers whose parameters are learned
   * @param seed of what is random in training
   */
  Parameters(List<ParameterLayout> all, Set<String> learningLayers, long seed) {
    random = Nd4j.getRandomFactory().getNewRandomInstance(seed);
    this.all = List.copyOf(all);
    this.learningLayers = Set.copyOf(learningLayers);
    long learnedLength = 0;
    long fixedLength = 0;
    long statisticsLength = 0;
    for (ParameterLayout parameter : all) {
      byName.put(parameter.name(), parameter);
      if (!parameter.role().learned()) {
        offsets.put(parameter.name(), statisticsLength);
        statisticsLength += aligned(parameter.length());
      } else if (learns(parameter.layer())) {
        offsets.put(parameter.name(), learnedLength);
        learnedLength += aligned(parameter.length());
      } else {
        offsets.put(parameter.name(), fixedLength);
        fixedLength += aligned(parameter.length());
      }
    }
    learned = zeros(learnedLength);
    gradients = zeros(learnedLength);
    fixed = zeros(fixedLength);
    running = zeros(statisticsLength);
    batch = zeros(statisticsLength);
    decay = zeros(statisticsLength);
    decay.assign(1);
    for (ParameterLayout parameter : all) {
      if (parameter.role() == ParameterLayout.Role.RUNNING_VARIANCE) {
        view(running, parameter, parameter.shape()).assign(1);
      }
    }
  }

  private static long aligned(long length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** ND4J has no empty vectors that can be viewed. */
  private static INDArray zeros(long length) {
    return Nd4j.zeros(DataType.FLOAT, Math.max(length, ALIGNMENT));
  }

  /** What dropout draws from. */
  Random random() {
    return random;
  }

  boolean learns(String layer) {
    return learningLayers.contains(layer);
  }

  /** A tensor as the plan stores it. */
  INDArray stored(String name) {
    ParameterLayout parameter = parameter(name);
    return view(vector(parameter), parameter, parameter.shape());
  }

  /** The gradient of a learned tensor as the plan stores it. */
  INDArray gradient(String name) {
    ParameterLayout parameter = parameter(name);
    return view(gradients, parameter, parameter.shape());
  }

  /** Mean or variance of the last batch, by the name of the running one. */
  INDArray ofBatch(String name) {
    ParameterLayout parameter = parameter(name);
    return view(batch, parameter, parameter.shape());
  }

  /** Says how much of a running statistic a step leaves; before the first training pass. */
  void decay(String name, double share) {
    ParameterLayout parameter = parameter(name);
    view(decay, parameter, parameter.shape()).assign(share);
  }

  /** Moves the running statistics towards those of the last batch. */
  void follow() {
    running.subi(batch).muli(decay).addi(batch);
  }

  /** All learned numbers. */
  INDArray learned() {
    return learned;
  }

  /** Their gradients. */
  INDArray gradients() {
    return gradients;
  }

  boolean learnsAny() {
    return all.stream().anyMatch(p -> p.role().learned() && learns(p.layer()));
  }

  /** All tensors under PyTorch's names and in PyTorch's shapes. */
  Map<String, INDArray> torchTensors() {
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (ParameterLayout parameter : all) {
      views.put(parameter.name(), torchView(vector(parameter), parameter));
    }
    return views;
  }

  /** Gradients of the learned tensors under the names of {@link #torchTensors}. */
  Map<String, INDArray> torchGradients() {
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (ParameterLayout parameter : all) {
      if (parameter.role().learned() && learns(parameter.layer())) {
        views.put(parameter.name(), torchView(gradients, parameter));
      }
    }
    return views;
  }

  private INDArray vector(ParameterLayout parameter) {
    if (!parameter.role().learned()) {
      return running;
    }
    return learns(parameter.layer()) ? learned : fixed;
  }

  private ParameterLayout parameter(String name) {
    return Objects.requireNonNull(byName.get(name), name);
  }

  private long offset(ParameterLayout parameter) {
    return Objects.requireNonNull(offsets.get(parameter.name()));
  }

  private INDArray view(INDArray vector, ParameterLayout parameter, long[] shape) {
    return Nd4j.create(vector.data(), shape, Nd4j.getStrides(shape, 'c'), offset(parameter), 'c');
  }

  private INDArray torchView(INDArray vector, ParameterLayout parameter) {
    return Nd4j.create(
        vector.data(), parameter.torchShape(), parameter.torchStrides(), offset(parameter), 'c');
  }

  @Override
  public void close() {
    for (INDArray vector : List.of(learned, gradients, fixed, running, batch, decay)) {
      vector.close();
    }
    try {
      random.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
