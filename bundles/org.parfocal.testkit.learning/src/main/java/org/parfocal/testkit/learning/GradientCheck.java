package org.parfocal.testkit.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Loss;
import org.parfocal.learning.Objective;
import org.parfocal.nn.FloatTensors;

/**
 * Compares the gradients of an objective with central finite differences of its loss terms: those
 * with respect to the embeddings, and those of every parameter of the objective.
 *
 * <pre>{@code
 * GradientCheck.standard().check(objective, batch, embeddings, 0.5);
 * // the domain term is reversed and scaled on its way to the embeddings:
 * GradientCheck.standard().withEmbeddingFactor("domain", -lambda).check(…);
 * // and so on its way to the parameters of a map before the reversal:
 * GradientCheck.standard().withTensorFactor("projection.", "domain", -lambda).check(…);
 * }</pre>
 *
 * <p>For a {@linkplain Batch#backboneLearns backbone that does not learn} the gradients of the
 * parameters must be the same to the last bit.
 *
 * <p>A gradient is right if it differs from the difference quotient by at most the tolerance times
 * the largest one of its tensor. Where a loss has a kink (a hinge, a ReLU), choose inputs that are
 * not within a step of it.
 */
public final class GradientCheck {
  private static final int ENTRIES = 200;
  private static final String EMBEDDINGS = "embeddings";

  private final double step;
  private final double tolerance;
  private final List<Factor> factors;

  private GradientCheck(double step, double tolerance, List<Factor> factors) {
    this.step = step;
    this.tolerance = tolerance;
    this.factors = factors;
  }

  /** Steps of 0.005 to each side, and a tolerance of one per cent. */
  public static GradientCheck standard() {
    return new GradientCheck(0.005, 0.01, List.of());
  }

  /** The same check with other steps: of values near 1, 0.001 to 0.01 suits floats. */
  public GradientCheck withStep(double newStep) {
    return new GradientCheck(newStep, tolerance, factors);
  }

  /** The same check with another tolerance. */
  public GradientCheck withTolerance(double newTolerance) {
    return new GradientCheck(step, newTolerance, factors);
  }

  /**
   * The same check for an objective that hands the embeddings another multiple than 1 of a term's
   * gradient, as gradient reversal does; 0 for a term that is to stop before the embeddings.
   */
  public GradientCheck withEmbeddingFactor(String term, double factor) {
    return withTensorFactor(EMBEDDINGS, term, factor);
  }

  /**
   * The same for parameters that lie before the reversal or the stop.
   *
   * @param prefix what the names of those tensors begin with
   */
  public GradientCheck withTensorFactor(String prefix, String term, double factor) {
    List<Factor> more = new ArrayList<>(factors);
    more.add(new Factor(prefix, term, factor));
    return new GradientCheck(step, tolerance, more);
  }

  /**
   * Checks an objective; its parameters are as before afterwards.
   *
   * @param embeddings {@code [n, d]}; as before afterwards
   * @throws AssertionError naming the tensor, the entry and both values, if a gradient is wrong
   */
  public void check(Objective objective, Batch batch, INDArray embeddings, double progress) {
    objective.zeroGrad();
    Loss loss = objective.evaluate(batch, embeddings, progress);
    float[] embeddingGradient = FloatTensors.read(loss.gradient());
    Map<String, float[]> gradients = new LinkedHashMap<>();
    objective
        .parameters()
        .forEach((name, parameter) -> gradients.put(name, FloatTensors.read(parameter.gradient())));
    requireSame(gradients, objective, frozen(batch), embeddings, progress);
    compare(
        EMBEDDINGS,
        embeddings,
        embeddingGradient,
        () -> weighed(EMBEDDINGS, objective.evaluate(batch, embeddings, progress)));
    objective
        .parameters()
        .forEach(
            (name, parameter) -> {
              float[] gradient = gradients.getOrDefault(name, new float[0]);
              compare(
                  name,
                  parameter.value(),
                  gradient,
                  () -> weighed(name, objective.evaluate(batch, embeddings, progress)));
            });
  }

  private static Batch frozen(Batch batch) {
    return new Batch(batch.samples(), batch.groupSize(), batch.classes(), false);
  }

  private static void requireSame(
      Map<String, float[]> gradients,
      Objective objective,
      Batch batch,
      INDArray embeddings,
      double progress) {
    objective.zeroGrad();
    objective.evaluate(batch, embeddings, progress);
    objective
        .parameters()
        .forEach(
            (name, parameter) -> {
              float[] gradient = FloatTensors.read(parameter.gradient());
              if (!Arrays.equals(gradient, gradients.get(name))) {
                throw new AssertionError(
                    "the gradient of %s is another one if the backbone does not learn"
                        .formatted(name));
              }
            });
  }

  /** The sum whose gradient a tensor should have. */
  private double weighed(String tensor, Loss loss) {
    double sum = 0;
    for (Map.Entry<String, Double> term : loss.terms().entrySet()) {
      double weight = 1;
      for (Factor factor : factors) {
        if (tensor.startsWith(factor.prefix()) && term.getKey().equals(factor.term())) {
          weight *= factor.value();
        }
      }
      sum += weight * term.getValue();
    }
    return sum;
  }

  private void compare(String name, INDArray tensor, float[] gradient, DoubleSupplier loss) {
    float[] values = FloatTensors.read(tensor);
    if (gradient.length != values.length) {
      throw new AssertionError(
          name + " has " + values.length + " entries and its gradient " + gradient.length);
    }
    int[] entries = entries(values.length);
    double[] quotients = new double[entries.length];
    double largest = 0;
    for (int index = 0; index < entries.length; index++) {
      quotients[index] = differenceQuotient(values, entries[index], tensor, loss);
      largest = Math.max(largest, Math.abs(quotients[index]));
    }
    FloatTensors.write(values, tensor);
    // Float losses have a noise of about 1e-7, which a difference quotient divides by the step.
    double allowed = tolerance * largest + 1e-6 / step;
    for (int index = 0; index < entries.length; index++) {
      double given = gradient[entries[index]];
      if (!(Math.abs(given - quotients[index]) <= allowed)) {
        throw new AssertionError(
            "gradient of %s at entry %d is %.6g, finite differences give %.6g (allowed: ±%.2g)"
                .formatted(name, entries[index], given, quotients[index], allowed));
      }
    }
  }

  private double differenceQuotient(
      float[] values, int entry, INDArray tensor, DoubleSupplier loss) {
    float value = values[entry];
    float above = (float) (value + step);
    float below = (float) (value - step);
    values[entry] = above;
    FloatTensors.write(values, tensor);
    double high = loss.getAsDouble();
    values[entry] = below;
    FloatTensors.write(values, tensor);
    double low = loss.getAsDouble();
    values[entry] = value;
    return (high - low) / ((double) above - below);
  }

  /** All entries of a small tensor, always the same random ones of a large tensor. */
  private static int[] entries(int length) {
    if (length <= ENTRIES) {
      int[] all = new int[length];
      Arrays.setAll(all, index -> index);
      return all;
    }
    return new SplittableRandom(1).ints(ENTRIES, 0, length).toArray();
  }

  /** What the tensors of a prefix receive of a term's gradient. */
  private record Factor(String prefix, String term, double value) {}
}
