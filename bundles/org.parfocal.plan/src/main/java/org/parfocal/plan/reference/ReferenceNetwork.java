package org.parfocal.plan.reference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.parfocal.plan.Compiler;
import org.parfocal.plan.FoldedNorms;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.Node;
import org.parfocal.plan.Operation;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.Plan;
import org.parfocal.plan.Ports;

/** A network in double precision, for one thread and few small images. */
public final class ReferenceNetwork {
  private final LayerGraph layers;
  private final Set<String> learningLayers;
  private final ReferenceParameters parameters;
  private final ReferenceOperations operations;
  private @Nullable Bound bound;

  private record Bound(Plan plan, Ports ports, double[] memory) {}

  /**
   * Begins with zeros.
   *
   * @param learningLayers the layers whose parameters are learned
   * @param seed of what dropout and MixStyle draw
   */
  public ReferenceNetwork(LayerGraph layers, Set<String> learningLayers, long seed) {
    this.layers = layers;
    this.learningLayers = Set.copyOf(learningLayers);
    parameters = new ReferenceParameters(layers.parameters());
    operations = new ReferenceOperations(parameters, new SplittableRandom(seed));
  }

  /** Every tensor, in the network's order. */
  public List<ParameterLayout> tensors() {
    return parameters.layouts();
  }

  /** A tensor's numbers in PyTorch's order. */
  public double[] read(String tensor) {
    return parameters.inTorchOrder(tensor, parameters.values(tensor));
  }

  /** Writes a tensor's numbers in PyTorch's order. */
  public void write(String tensor, double... numbers) {
    parameters.write(tensor, numbers);
  }

  /**
   * Embeds images.
   *
   * @param images {@code [n, height, width, 3]} row-major
   * @param count n
   * @param training whether layers that learn do as in training
   * @return {@code [n, d]} row-major
   */
  public double[] forward(double[] images, int count, boolean training) {
    FoldedNorms norms = new FoldedNorms(layers, learningLayers::contains);
    Compiler<double[]> compiler =
        new Compiler<>(layers, learningLayers::contains, norms, operations, count, training);
    double[] memory = new double[Math.toIntExact(compiler.draft().place() / Double.BYTES)];
    Arrays.fill(memory, Double.NaN); // a step that reads what no step has written is seen
    Bound now = new Bound(compiler.draft().build(memory), compiler.ports(), memory);
    Numbers.of(memory, now.ports().images()).assign(images);
    now.plan().forward();
    bound = now;
    return Numbers.of(memory, now.ports().embeddings()).copy();
  }

  /**
   * Computes the gradients of the parameters that learn, once after a training {@link #forward}.
   *
   * @param gradient of the embeddings, {@code [n, d]} row-major
   */
  public void backward(double[] gradient) {
    Bound now = Objects.requireNonNull(bound, "backward() follows forward()");
    bound = null;
    Numbers.of(now.memory(), Objects.requireNonNull(now.ports().gradient())).assign(gradient);
    now.plan().backward();
  }

  /** Makes a step of plain gradient descent, which running statistics follow. */
  public void descend(double rate) {
    for (ParameterLayout tensor : tensors()) {
      if (learns(tensor)) {
        double[] values = parameters.values(tensor.name());
        double[] gradient = parameters.gradient(tensor.name());
        for (int index = 0; index < values.length; index++) {
          values[index] -= rate * gradient[index];
        }
      }
    }
    for (Node node : layers.nodes()) {
      if (node.operation() instanceof Operation.BatchNorm norm) {
        parameters.follow(norm.layer() + ".running_mean", norm.decay());
        parameters.follow(norm.layer() + ".running_var", norm.decay());
      }
    }
  }

  private boolean learns(ParameterLayout tensor) {
    return tensor.role().learned() && learningLayers.contains(tensor.layer());
  }

  /** Gradients of the last backward pass by tensor, in PyTorch's order. */
  public Map<String, double[]> gradients() {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (ParameterLayout tensor : tensors()) {
      if (learns(tensor)) {
        String name = tensor.name();
        gradients.put(name, parameters.inTorchOrder(name, parameters.gradient(name)));
      }
    }
    return gradients;
  }
}
