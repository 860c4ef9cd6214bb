package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.parfocal.nn.FloatTensors;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;

/**
 * y = mean(max(x, ε)ᵖ)^(1/p) over all places (Radenović et al. 2018). With N places, ∂y/∂x =
 * y^(1−p) · x^(p−1) / N where x is above 0, and ∂y/∂p = y · (mean(xᵖ·ln x)/yᵖ − ln y) / p.
 */
final class GeneralizedMeanStage extends NativeStage {
  private final Parameters parameters;
  private final String power;
  private final long places;
  private final int channels;

  GeneralizedMeanStage(
      NodeDraft<PlanCalls> node, Parameters parameters, Operation.GeneralizedMean mean) {
    super(node);
    this.parameters = parameters;
    power = mean.power();
    places = in().places();
    channels = out().channels();
  }

  private double p() {
    return FloatTensors.read(parameters.stored(power))[0];
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    Buffer powers = maps();
    step(calls -> () -> positive(calls, x, powers, p()), x, powers);
    // The input is kept to the end, for class activations.
    step(calls -> mean(calls, powers, y), powers, y, x);
    step(calls -> () -> Transforms.pow(calls.flat(y), 1 / p(), false), y, x);
  }

  private Buffer maps() {
    return node.buffer(images * places * channels);
  }

  /** to ← max(x, ε)^exponent. */
  private static void positive(PlanCalls calls, Buffer x, Buffer to, double exponent) {
    INDArray target = calls.flat(to);
    target.assign(calls.flat(x));
    Transforms.max(target, Operation.GeneralizedMean.FLOOR, false);
    Transforms.pow(target, exponent, false);
  }

  private Runnable mean(PlanCalls calls, Buffer maps, Buffer means) {
    return calls.multiply(
        calls.ones(images, 1, places),
        false,
        calls.as(maps, images, places, channels),
        false,
        calls.as(means, images, 1, channels),
        1.0 / places,
        0);
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    Buffer x = node.input();
    Buffer y = node.result();
    if (node.learns()) {
      Buffer logarithms = maps();
      Buffer means = node.buffer((long) images * channels);
      step(calls -> () -> timesLogarithm(calls, x, logarithms), x, logarithms);
      step(calls -> mean(calls, logarithms, means), logarithms, means);
      step(calls -> () -> powerGradient(calls, y, gradient, means), y, gradient, means);
    }
    gradientOfInput(
        target -> {
          Buffer factors = node.buffer((long) images * channels);
          Buffer mask = maps();
          step(calls -> () -> factors(calls, y, gradient, factors), y, gradient, factors);
          step(calls -> calls.step(calls.flat(x), calls.flat(mask)), x, mask);
          step(calls -> () -> positive(calls, x, target, p() - 1), x, target);
          step(
              calls -> calls.product(calls.flat(target), calls.flat(mask), calls.flat(target)),
              mask,
              target);
          step(
              calls ->
                  calls.product(
                      calls.as(target, images, places, channels),
                      calls.as(factors, images, 1, channels),
                      calls.as(target, images, places, channels)),
              factors,
              target);
        });
  }

  /** factors ← g · y^(1−p) / N. */
  private void factors(PlanCalls calls, Buffer y, Buffer gradient, Buffer factors) {
    INDArray target = calls.flat(factors);
    target.assign(calls.flat(y));
    Transforms.pow(target, 1 - p(), false);
    target.muli(calls.flat(gradient)).divi(places);
  }

  /** to ← xᵖ · ln x of what is above ε. */
  private void timesLogarithm(PlanCalls calls, Buffer x, Buffer to) {
    positive(calls, x, to, 1);
    INDArray target = calls.flat(to);
    INDArray logarithm = Transforms.log(target, true);
    Transforms.pow(target, p(), false);
    target.muli(logarithm);
    logarithm.close();
  }

  private void powerGradient(PlanCalls calls, Buffer y, Buffer gradient, Buffer means) {
    float[] values = FloatTensors.read(calls.flat(y));
    float[] outer = FloatTensors.read(calls.flat(gradient));
    float[] logarithms = FloatTensors.read(calls.flat(means));
    double p = p();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      sum += outer[i] * value * (logarithms[i] / Math.pow(value, p) - Math.log(value)) / p;
    }
    FloatTensors.write(new float[] {(float) sum}, parameters.gradient(power));
  }
}
