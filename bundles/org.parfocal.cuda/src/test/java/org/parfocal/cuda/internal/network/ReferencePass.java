package org.parfocal.cuda.internal.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.parfocal.cuda.internal.device.FakeCuda;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.Node;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.ParameterLayout.Role;
import org.parfocal.plan.Precision;
import org.parfocal.plan.Update;
import org.parfocal.plan.reference.ReferenceNetwork;

/**
 * A network in double precision and what it gives for some images, to which the same network on the
 * device is compared. All numbers are drawn from seeds; none is left at 0 or 1.
 */
final class ReferencePass {
  private static final double RATE = 0.01;

  private final LayerGraph network;
  private final Set<String> learning;
  private final int count;
  private final int steps;
  private final Map<String, float[]> weights = new LinkedHashMap<>();
  private final float[] images;
  private final float[] gradient;
  private final Outcome exact;

  /**
   * What came of it.
   *
   * @param inferred embeddings by the rules of inference
   * @param trained embeddings by those of training
   * @param losses Σ embedding · weight before each step
   */
  record Outcome(
      double[] inferred, double[] trained, Map<String, double[]> gradients, double[] losses) {}

  /**
   * Relative distances ‖a − b‖/‖b‖.
   *
   * @param gradients of all gradients as one vector
   * @param losses the largest of them, relative to the norm of the losses
   */
  record Distance(double inferred, double trained, double gradients, double losses) {}

  /** Runs the reference. */
  ReferencePass(LayerGraph network, Set<String> learning, int count, int steps) {
    this.network = network;
    this.learning = learning;
    this.count = count;
    this.steps = steps;
    for (ParameterLayout one : network.parameters()) {
      weights.put(one.name(), weight(one));
    }
    int pixels = count * (int) (network.image().shape().places() * 3);
    images = uniform(1, 1, pixels);
    gradient = uniform(2, 1.0 / count, count * network.embeddingSize());
    exact = reference();
  }

  /** Of all layers. */
  static Set<String> all(LayerGraph network) {
    return network.nodes().stream().map(Node::name).collect(Collectors.toSet());
  }

  private static float[] weight(ParameterLayout parameter) {
    int seed = parameter.name().hashCode();
    int length = (int) parameter.length();
    long[] shape = parameter.torchShape();
    if (shape.length > 1) {
      return uniform(seed, Math.sqrt(2.0 * shape[0] / length), length);
    }
    float[] values = uniform(seed, 0.1, length);
    boolean factor =
        parameter.role() == Role.RUNNING_VARIANCE || parameter.name().endsWith(".weight");
    for (int i = 0; factor && i < length; i++) {
      values[i] = (float) Math.exp(values[i]);
    }
    return values;
  }

  /** Of mean 0. */
  static float[] uniform(long seed, double deviation, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (deviation * Math.sqrt(3) * random.nextDouble(-1, 1));
    }
    return values;
  }

  private Outcome reference() {
    ReferenceNetwork made = new ReferenceNetwork(network, learning, 5);
    weights.forEach((name, values) -> made.write(name, wide(values)));
    double[] inferred = made.forward(wide(images), count, false);
    double[] trained = inferred;
    Map<String, double[]> gradients = Map.of();
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      double[] embeddings = made.forward(wide(images), count, true);
      losses[step] = loss(embeddings);
      made.backward(wide(gradient));
      if (step == 0) {
        trained = embeddings;
        gradients = new LinkedHashMap<>();
        for (Map.Entry<String, double[]> one : made.gradients().entrySet()) {
          gradients.put(one.getKey(), one.getValue().clone());
        }
      }
      made.descend(RATE);
    }
    return new Outcome(inferred, trained, gradients, losses);
  }

  /** Gives a network the same weights. */
  void fill(CudaNetwork made) {
    weights.forEach(made::write);
  }

  /** The same on the device. */
  Outcome onDevice(Precision precision) {
    try (CudaNetwork made = new CudaNetwork(network, learning, 5, precision, FakeCuda.cache())) {
      fill(made);
      double[] inferred = wide(made.forward(images, count, false));
      double[] trained = inferred;
      Map<String, double[]> gradients = new LinkedHashMap<>();
      double[] losses = new double[steps];
      for (int step = 0; step < steps; step++) {
        double[] embeddings = wide(made.forward(images, count, true));
        losses[step] = loss(embeddings);
        made.backward(gradient);
        if (step == 0) {
          trained = embeddings;
          exact
              .gradients()
              .keySet()
              .forEach(name -> gradients.put(name, wide(made.gradient(name))));
        }
        made.step(new Update.Sgd(1, 0, 0, false, RATE));
      }
      return new Outcome(inferred, trained, gradients, losses);
    }
  }

  private double loss(double[] embeddings) {
    double sum = 0;
    for (int i = 0; i < embeddings.length; i++) {
      sum += embeddings[i] * gradient[i];
    }
    return sum;
  }

  /** How far it is from the reference. */
  Distance distance(Precision precision) {
    Outcome found = onDevice(precision);
    return new Distance(
        relative(found.inferred(), exact.inferred()),
        relative(found.trained(), exact.trained()),
        relative(joined(found.gradients()), joined(exact.gradients())),
        relative(found.losses(), exact.losses()));
  }

  private double[] joined(Map<String, double[]> gradients) {
    List<double[]> all = new ArrayList<>();
    exact.gradients().keySet().forEach(name -> all.add(gradients.get(name)));
    return all.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double relative(double[] found, double[] exact) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < exact.length; i++) {
      difference += (found[i] - exact[i]) * (found[i] - exact[i]);
      norm += exact[i] * exact[i];
    }
    return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
