package org.parfocal.learning.internal.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.learning.internal.model.FittedModel;

/**
 * The exponential moving average of all that a training changes: after each step a ← d·a + (1 −
 * d)·w (Polyak and Juditsky 1992; Tarvainen and Valpola 2017). In step t, counted from 1, d is at
 * most (1 + t)/(10 + t), so that the beginning is soon forgotten (as in TensorFlow and timm).
 * Running means and variances of batch norm are averaged like weights, as timm and torch with
 * {@code use_buffers} do it. The training itself never sees the average.
 */
final class WeightAverage implements AutoCloseable {
  private static final String STEPS = "steps";

  private final double decay;
  private final FittedModel model;
  private final Map<String, INDArray> averages = new LinkedHashMap<>();
  private final Snapshot own = new Snapshot();
  private long steps;

  /**
   * Begins with the weights as they are.
   *
   * @param decay d; 0 for no average
   */
  WeightAverage(double decay, FittedModel model) {
    this.decay = decay;
    this.model = model;
    if (on()) {
      model.state().forEach((name, tensor) -> averages.put(name, tensor.copy()));
    }
  }

  boolean on() {
    return decay > 0;
  }

  /** Takes in the weights after a step. */
  void step() {
    if (on()) {
      steps++;
      double kept = Math.min(decay, (1.0 + steps) / (10 + steps));
      each(
          (average, tensor) -> {
            try (INDArray now = tensor.copy()) {
              average.muli(kept).addi(now.muli(1 - kept));
            }
          });
    }
  }

  /** Does something with the average in the model; the weights come back afterwards. */
  void show(Runnable work) {
    if (!on()) {
      work.run();
      return;
    }
    own.take(model.state());
    each((average, tensor) -> tensor.write(average));
    try {
      work.run();
    } finally {
      own.restore(model.state());
    }
  }

  /** What is needed to go on. */
  TrainingMemory memory() {
    TrainingMemory memory = new TrainingMemory();
    memory.tensors().putAll(StateTensor.of(averages));
    if (on()) {
      memory.numbers().put(STEPS, steps);
    }
    return memory;
  }

  /** Goes on where another average stood. */
  void restore(TrainingMemory memory) {
    if (on()) {
      averages.forEach(
          (name, average) -> {
            StateTensor tensor = memory.tensors().get(name);
            if (tensor == null) {
              throw new IllegalArgumentException("nothing is remembered of " + name);
            }
            tensor.read(average);
          });
      steps = memory.number(STEPS);
    }
  }

  private void each(BiConsumer<INDArray, StateTensor> work) {
    model
        .state()
        .forEach(
            (name, tensor) -> {
              INDArray average = averages.get(name);
              if (average != null) {
                work.accept(average, tensor);
              }
            });
  }

  @Override
  public void close() {
    averages.values().forEach(INDArray::close);
    own.close();
  }
}
