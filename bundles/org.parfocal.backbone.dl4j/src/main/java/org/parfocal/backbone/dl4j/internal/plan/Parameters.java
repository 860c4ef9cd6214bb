package org.parfocal.backbone.dl4j.internal.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.ParameterPlaces;
import org.parfocal.plan.ParameterPlaces.Place;
import org.parfocal.plan.ParameterPlaces.Vector;

/**
 * The parameters of a network in a few flat vectors: what is learned and its gradients (in the same
 * order), what is fixed, the running statistics of the batch norms and those of the last batch (in
 * the same order). Every tensor is a view of one of them.
 */
final class Parameters implements AutoCloseable {
  private final ParameterPlaces places;
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
   * @param seed of what is random in training
   */
  Parameters(ParameterPlaces places, long seed) {
    random = Nd4j.getRandomFactory().getNewRandomInstance(seed);
    this.places = places;
    learned = zeros(Vector.LEARNED);
    gradients = zeros(Vector.LEARNED);
    fixed = zeros(Vector.FIXED);
    running = zeros(Vector.STATISTICS);
    batch = zeros(Vector.STATISTICS);
    decay = zeros(Vector.STATISTICS);
    decay.assign(1);
    for (Place place : places.all()) {
      if (place.parameter().role() == ParameterLayout.Role.RUNNING_VARIANCE) {
        view(running, place).assign(1);
      }
    }
  }

  /** ND4J has no empty vectors that can be viewed. */
  private INDArray zeros(Vector vector) {
    return Nd4j.zeros(DataType.FLOAT, Math.max(places.length(vector), 1));
  }

  /** What dropout draws from. */
  Random random() {
    return random;
  }

  boolean learns(String layer) {
    return places.learns(layer);
  }

  /** A tensor as the plan stores it. */
  INDArray stored(String name) {
    Place place = places.of(name);
    return view(vector(place), place);
  }

  /** What a tensor is. */
  ParameterLayout.Role role(String name) {
    return places.of(name).parameter().role();
  }

  /** The same tensor in PyTorch's shape. */
  INDArray torchTensor(String name) {
    Place place = places.of(name);
    return torchView(vector(place), place);
  }

  /** The gradient of a learned tensor as the plan stores it. */
  INDArray gradient(String name) {
    return view(gradients, places.of(name));
  }

  /** Mean or variance of the last batch, by the name of the running one. */
  INDArray ofBatch(String name) {
    return view(batch, places.of(name));
  }

  /** Says how much of a running statistic a step leaves; before the first training pass. */
  void decay(String name, double share) {
    view(decay, places.of(name)).assign(share);
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
    return places.learnsAny();
  }

  /** All tensors under PyTorch's names and in PyTorch's shapes. */
  Map<String, INDArray> torchTensors() {
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (Place place : places.all()) {
      views.put(place.parameter().name(), torchView(vector(place), place));
    }
    return views;
  }

  /** Gradients of the learned tensors under the names of {@link #torchTensors}. */
  Map<String, INDArray> torchGradients() {
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (Place place : places.all()) {
      if (place.vector() == Vector.LEARNED) {
        views.put(place.parameter().name(), torchView(gradients, place));
      }
    }
    return views;
  }

  private INDArray vector(Place place) {
    return switch (place.vector()) {
      case LEARNED -> learned;
      case FIXED -> fixed;
      case STATISTICS -> running;
    };
  }

  private static INDArray view(INDArray vector, Place place) {
    long[] shape = place.parameter().shape();
    return Nd4j.create(vector.data(), shape, Nd4j.getStrides(shape, 'c'), place.offset(), 'c');
  }

  private static INDArray torchView(INDArray vector, Place place) {
    ParameterLayout parameter = place.parameter();
    return Nd4j.create(
        vector.data(), parameter.torchShape(), parameter.torchStrides(), place.offset(), 'c');
  }

  @Override
  public void close() {
    for (INDArray vector : List.of(learned, gradients, fixed, running, batch, decay)) {
      vector.close();
    }
    close(random);
  }

  /** Gives its memory back. */
  static void close(Random random) {
    try {
      random.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
