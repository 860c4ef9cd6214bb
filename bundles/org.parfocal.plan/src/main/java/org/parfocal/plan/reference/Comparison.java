package org.parfocal.plan.reference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.ParameterLayout;
import org.parfocal.plan.ParameterLayout.Role;
import org.parfocal.plan.RunningNetwork;
import org.parfocal.plan.Update;

/**
 * What a network gives in double precision for some images, to which the same network on a device
 * is compared. The loss is Σ embedding · weight, the optimiser plain gradient descent. All numbers
 * are drawn from seeds; none is left at 0 or 1.
 */
public final class Comparison {
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
   * @param trained embeddings by those of training; as {@code inferred} if there is no step
   * @param gradients of all that learns, one after another
   * @param losses before each step
   */
  public record Outcome(double[] inferred, double[] trained, double[] gradients, double[] losses) {}

  /** How far an outcome is from the reference: ‖a − b‖/‖b‖ of each part; 0 where there is none. */
  public record Distance(double inferred, double trained, double gradients, double losses) {}

  /**
   * Runs the reference.
   *
   * @param learning the layers whose parameters are learned
   * @param count images
   * @param steps of training, whose gradients are those of the first
   */
  public Comparison(LayerGraph network, Set<String> learning, int count, int steps) {
    this.network = network;
    this.learning = Set.copyOf(learning);
    this.count = count;
    this.steps = steps;
    for (ParameterLayout one : network.parameters()) {
      weights.put(one.name(), weight(one));
    }
    images = uniform(1, 1, count * (int) (network.image().shape().places() * 3));
    gradient = uniform(2, 1.0 / count, count * network.embeddingSize());
    exact = reference();
  }

  private static float[] weight(ParameterLayout parameter) {
    int seed = parameter.name().hashCode();
    int length = (int) parameter.length();
    long[] shape = parameter.torchShape();
    if (shape.length > 1) {
      return uniform(seed, Math.sqrt(2.0 * shape[0] / length), length);
    }
    float[] values = uniform(seed, 0.1, length);
    if (parameter.name().equals(LayerGraph.POWER)) {
      values[0] += 2.5f;
    } else if (parameter.role() == Role.RUNNING_VARIANCE || parameter.name().endsWith(".weight")) {
      for (int index = 0; index < length; index++) {
        values[index] = (float) Math.exp(values[index]);
      }
    }
    return values;
  }

  private static float[] uniform(long seed, double deviation, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int index = 0; index < length; index++) {
      values[index] = (float) (deviation * Math.sqrt(3) * random.nextDouble(-1, 1));
    }
    return values;
  }

  private Outcome reference() {
    ReferenceNetwork made = new ReferenceNetwork(network, learning, 5);
    weights.forEach((name, values) -> made.write(name, wide(values)));
    double[] inferred = made.forward(wide(images), count, false);
    double[] trained = inferred;
    double[] gradients = {};
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      double[] embeddings = made.forward(wide(images), count, true);
      losses[step] = loss(embeddings);
      made.backward(wide(gradient));
      if (step == 0) {
        trained = embeddings;
        gradients = made.gradients().values().stream().flatMapToDouble(Arrays::stream).toArray();
      }
      made.descend(RATE);
    }
    return new Outcome(inferred, trained, gradients, losses);
  }

  /** The images, {@code [n, height, width, 3]}. */
  public float[] images() {
    return images.clone();
  }

  /** Gives a network the same weights. */
  public void fill(RunningNetwork made) {
    weights.forEach(made::write);
  }

  /**
   * The same elsewhere.
   *
   * @param made learns the same layers, and is filled here
   */
  public Outcome outcome(RunningNetwork made) {
    fill(made);
    double[] inferred = wide(made.forward(images, count, false));
    double[] trained = inferred;
    double[] gradients = {};
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      double[] embeddings = wide(made.forward(images, count, true));
      losses[step] = loss(embeddings);
      made.backward(gradient);
      if (step == 0) {
        trained = embeddings;
        gradients =
            network.parameters().stream()
                .filter(one -> one.role().learned() && learning.contains(one.layer()))
                .flatMapToDouble(one -> Arrays.stream(wide(made.gradient(one.name()))))
                .toArray();
      }
      made.step(new Update.Sgd(1, 0, 0, false, RATE));
    }
    return new Outcome(inferred, trained, gradients, losses);
  }

  private double loss(double[] embeddings) {
    double sum = 0;
    for (int index = 0; index < embeddings.length; index++) {
      sum += embeddings[index] * gradient[index];
    }
    return sum;
  }

  /** How far it is from the reference. */
  public Distance distance(Outcome found) {
    return new Distance(
        relative(found.inferred(), exact.inferred()),
        relative(found.trained(), exact.trained()),
        relative(found.gradients(), exact.gradients()),
        relative(found.losses(), exact.losses()));
  }

  private static double relative(double[] found, double[] exact) {
    double difference = 0;
    double norm = 0;
    for (int index = 0; index < exact.length; index++) {
      difference += (found[index] - exact[index]) * (found[index] - exact[index]);
      norm += exact[index] * exact[index];
    }
    return difference == 0 ? 0 : Math.sqrt(difference / norm);
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int index = 0; index < values.length; index++) {
      wide[index] = values[index];
    }
    return wide;
  }
}
