package org.parfocal.learning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.BatchNorm;
import org.parfocal.nn.Module;
import org.parfocal.nn.OptimizerState;

/**
 * What the next step of a training depends on beside the {@linkplain StateTensor tensors} that are
 * kept with a model: what optimizers remember, counts, and where streams of random numbers stand.
 * With both, a training that was stopped goes on as if it had not been.
 *
 * @param tensors by name
 * @param numbers by name
 */
public record TrainingMemory(Map<String, StateTensor> tensors, Map<String, Long> numbers) {
  private static final String MOMENT = ".moment-";
  private static final String STEPS = ".steps";
  private static final String BATCHES = ".batches";

  /** Remembers nothing yet. */
  public TrainingMemory() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** Of everything in a module that learns. */
  public static TrainingMemory of(Module module) {
    TrainingMemory memory = new TrainingMemory();
    module.parameters().forEach((name, parameter) -> memory.add(name, parameter.optimizer()));
    norms(module, "")
        .forEach((name, norm) -> memory.numbers.put(name + BATCHES, (long) norm.batches()));
    return memory;
  }

  /** Gives a module back what {@link #of} took from one like it. */
  public void restore(Module module) {
    module.parameters().forEach((name, parameter) -> restore(name, parameter.optimizer()));
    norms(module, "").forEach((name, norm) -> norm.setBatches((int) number(name + BATCHES)));
  }

  private static Map<String, BatchNorm> norms(Module module, String name) {
    Map<String, BatchNorm> norms = new LinkedHashMap<>();
    if (module instanceof BatchNorm norm) {
      norms.put(name, norm);
    }
    module.children().forEach((part, child) -> norms.putAll(norms(child, name + "/" + part)));
    return norms;
  }

  /** Adds what an optimizer remembers. */
  public void add(String name, OptimizerState optimizer) {
    List<INDArray> moments = optimizer.moments();
    for (int index = 0; index < moments.size(); index++) {
      tensors.put(name + MOMENT + index, StateTensor.of(moments.get(index)));
    }
    numbers.put(name + STEPS, (long) optimizer.steps());
  }

  /** Gives an optimizer back what {@link #add(String, OptimizerState)} took from one like it. */
  public void restore(String name, OptimizerState optimizer) {
    List<INDArray> moments = new ArrayList<>();
    for (StateTensor tensor = tensors.get(name + MOMENT + 0);
        tensor != null;
        tensor = tensors.get(name + MOMENT + moments.size())) {
      moments.add(tensor.copy());
    }
    optimizer.restore(moments, (int) number(name + STEPS));
    moments.forEach(INDArray::close);
  }

  /** Adds another memory, its names behind a prefix. */
  public void add(String prefix, TrainingMemory other) {
    other.tensors.forEach((name, tensor) -> tensors.put(prefix + name, tensor));
    other.numbers.forEach((name, number) -> numbers.put(prefix + name, number));
  }

  /** What {@link #add(String, TrainingMemory)} put behind a prefix. */
  public TrainingMemory behind(String prefix) {
    TrainingMemory part = new TrainingMemory();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.tensors.put(name.substring(prefix.length()), tensor);
          }
        });
    numbers.forEach(
        (name, number) -> {
          if (name.startsWith(prefix)) {
            part.numbers.put(name.substring(prefix.length()), number);
          }
        });
    return part;
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if it is not among them
   */
  public long number(String name) {
    Long number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("nothing is remembered of " + name);
    }
    return number;
  }
}
