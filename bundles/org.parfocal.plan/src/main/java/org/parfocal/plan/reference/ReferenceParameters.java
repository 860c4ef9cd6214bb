package org.parfocal.plan.reference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.parfocal.plan.ParameterLayout;

/** The tensors of a network, their gradients, and the statistics of the last batch, by name. */
final class ReferenceParameters {
  private final Map<String, ParameterLayout> layouts = new LinkedHashMap<>();
  private final Map<String, double[]> values = new HashMap<>();
  private final Map<String, double[]> gradients = new HashMap<>();
  private final Map<String, double[]> batch = new HashMap<>();

  ReferenceParameters(List<ParameterLayout> parameters) {
    for (ParameterLayout parameter : parameters) {
      int length = Math.toIntExact(parameter.length());
      layouts.put(parameter.name(), parameter);
      values.put(parameter.name(), new double[length]);
      gradients.put(parameter.name(), new double[length]);
    }
  }

  /** As the plan stores it. */
  double[] values(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  double[] gradient(String name) {
    return Objects.requireNonNull(gradients.get(name), name);
  }

  /** Begins a gradient anew. */
  double[] zeroGradient(String name) {
    double[] gradient = gradient(name);
    Arrays.fill(gradient, 0);
    return gradient;
  }

  /** Mean or variance of the last batch, by the name of the running one. */
  double[] ofBatch(String name) {
    return batch.computeIfAbsent(name, it -> new double[values(it).length]);
  }

  /** Moves a running statistic towards that of the last batch, if a batch has had one. */
  void follow(String name, double decay) {
    double[] last = batch.get(name);
    if (last != null) {
      double[] running = values(name);
      for (int c = 0; c < running.length; c++) {
        running[c] = decay * running[c] + (1 - decay) * last[c];
      }
    }
  }

  /** Every tensor in the network's order. */
  List<ParameterLayout> layouts() {
    return List.copyOf(layouts.values());
  }

  /** Stored numbers in PyTorch's order. */
  double[] inTorchOrder(String name, double[] stored) {
    double[] ordered = new double[stored.length];
    int[] places = places(name);
    for (int index = 0; index < places.length; index++) {
      ordered[index] = stored[places[index]];
    }
    return ordered;
  }

  /** Writes numbers in PyTorch's order. */
  void write(String name, double[] ordered) {
    double[] stored = values(name);
    int[] places = places(name);
    if (places.length != ordered.length) {
      throw new IllegalArgumentException(
          name + " has " + places.length + " numbers, not " + ordered.length);
    }
    for (int index = 0; index < places.length; index++) {
      stored[places[index]] = ordered[index];
    }
  }

  /** Where each number of PyTorch's tensor is stored. */
  private int[] places(String name) {
    ParameterLayout layout = Objects.requireNonNull(layouts.get(name), name);
    long[] shape = layout.torchShape();
    long[] strides = layout.torchStrides();
    int[] places = new int[Math.toIntExact(layout.length())];
    for (int index = 0; index < places.length; index++) {
      long rest = index;
      long place = 0;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        place += rest % shape[axis] * strides[axis];
        rest /= shape[axis];
      }
      places[index] = Math.toIntExact(place);
    }
    return places;
  }
}
