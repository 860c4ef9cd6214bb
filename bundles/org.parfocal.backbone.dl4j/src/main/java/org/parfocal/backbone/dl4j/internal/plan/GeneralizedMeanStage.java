package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.parfocal.nn.FloatTensors;

/**
 * y = mean(max(x, ε)ᵖ)^(1/p) over all places (Radenović et al. 2018). With N places, ∂y/∂x =
 * y^(1−p) · x^(p−1) / N where x is above 0, and ∂y/∂p = y · (mean(xᵖ·ln x)/yᵖ − ln y) / p.
 */
final class GeneralizedMeanStage extends Stage {
  private static final double FLOOR = 1e-6;

  private final String power;
  private final int images;
  private final long places;
  private final int channels;

  GeneralizedMeanStage(Compiler compiler, Node node, Operation.GeneralizedMean mean) {
    super(compiler, node);
    power = mean.power();
    images = compiler.images();
    places = node.input().shape().places();
    channels = node.shape().channels();
  }

  private double p() {
    return FloatTensors.read(compiler.parameters().stored(power))[0];
  }

  @Override
  Value forward() {
    Value result = compiler.newValue(node);
    Buffer x = input();
    Buffer y = result.activations();
    Buffer powers = maps();
    step(calls -> () -> positive(x, powers, p()), x, powers);
    // The input is kept to the end, for class activations.
    step(calls -> mean(calls, powers, y), powers, y, x);
    step(calls -> () -> Transforms.pow(flat(y), 1 / p(), false), y, x);
    return result;
  }

  private Buffer maps() {
    return compiler.buffer(images * places * channels);
  }

  /** to ← max(x, ε)^exponent. */
  private static void positive(Buffer x, Buffer to, double exponent) {
    INDArray target = flat(to);
    target.assign(flat(x));
    Transforms.max(target, FLOOR, false);
    Transforms.pow(target, exponent, false);
  }

  private Runnable mean(Calls calls, Buffer maps, Buffer means) {
    return calls.multiply(
        calls.ones(images, 1, places),
        false,
        maps.as(images, places, channels),
        false,
        means.as(images, 1, channels),
        1.0 / places,
        0);
  }

  @Override
  void backward() {
    Buffer gradient = gradient();
    Buffer x = input();
    Buffer y = compiler.value(node).activations();
    if (compiler.learns(node.name())) {
      Buffer logarithms = maps();
      Buffer means = compiler.buffer((long) images * channels);
      step(calls -> () -> timesLogarithm(x, logarithms), x, logarithms);
      step(calls -> mean(calls, logarithms, means), logarithms, means);
      step(calls -> () -> powerGradient(y, gradient, means), y, gradient, means);
    }
    gradientOfInput(
        target -> {
          Buffer factors = compiler.buffer((long) images * channels);
          Buffer mask = maps();
          step(calls -> () -> factors(y, gradient, factors), y, gradient, factors);
          step(calls -> calls.step(flat(x), flat(mask)), x, mask);
          step(calls -> () -> positive(x, target, p() - 1), x, target);
          step(calls -> calls.product(flat(target), flat(mask), flat(target)), mask, target);
          step(
              calls ->
                  calls.product(
                      target.as(images, places, channels),
                      factors.as(images, 1, channels),
                      target.as(images, places, channels)),
              factors,
              target);
        });
  }

  /** factors ← g · y^(1−p) / N. */
  private void factors(Buffer y, Buffer gradient, Buffer factors) {
    INDArray target = flat(factors);
    target.assign(flat(y));
    Transforms.pow(target, 1 - p(), false);
    target.muli(flat(gradient)).divi(places);
  }

  /** to ← xᵖ · ln x of what is above ε. */
  private void timesLogarithm(Buffer x, Buffer to) {
    positive(x, to, 1);
    INDArray target = flat(to);
    INDArray logarithm = Transforms.log(target, true);
    Transforms.pow(target, p(), false);
    target.muli(logarithm);
    logarithm.close();
  }

  private void powerGradient(Buffer y, Buffer gradient, Buffer means) {
    float[] values = FloatTensors.read(flat(y));
    float[] outer = FloatTensors.read(flat(gradient));
    float[] logarithms = FloatTensors.read(flat(means));
    double p = p();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      sum += outer[i] * value * (logarithms[i] / Math.pow(value, p) - Math.log(value)) / p;
    }
    FloatTensors.write(new float[] {(float) sum}, compiler.parameters().gradient(power));
  }
}
