package org.parfocal.plan.reference;

import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.Stage;

/** mean(max(x, ε)ᵖ)^(1/p) over all places; no gradient where x is not above 0. */
record GeneralizedMeanStage(
    NodeDraft<double[]> node, ReferenceParameters parameters, Operation.GeneralizedMean mean)
    implements Stage {
  private double power() {
    return parameters.values(mean.power())[0];
  }

  private static double floored(double x) {
    return Math.max(x, Operation.GeneralizedMean.FLOOR);
  }

  private int places() {
    return Math.toIntExact(node.node().input().shape().places());
  }

  /** Which result a number of the input belongs to. */
  private int result(int index) {
    int channels = node.node().shape().channels();
    return index / (places() * channels) * channels + index % channels;
  }

  @Override
  public void forward() {
    Buffer x = node.input();
    Buffer y = node.result();
    node.step(memory -> () -> pool(Numbers.of(memory, x), Numbers.of(memory, y)), x, y);
  }

  private void pool(Numbers x, Numbers y) {
    y.fill(0);
    for (int index = 0; index < x.length(); index++) {
      y.add(result(index), Math.pow(floored(x.get(index)), power()) / places());
    }
    for (int index = 0; index < y.length(); index++) {
      y.set(index, Math.pow(y.get(index), 1 / power()));
    }
  }

  @Override
  public void backward() {
    Buffer x = node.input();
    Buffer y = node.result();
    Buffer g = node.gradient();
    if (node.learns()) {
      node.step(
          memory ->
              () -> learn(Numbers.of(memory, x), Numbers.of(memory, y), Numbers.of(memory, g)),
          x,
          y,
          g);
    }
    Buffer target = node.inputGradient();
    if (target != null) {
      node.step(
          memory ->
              () ->
                  passOn(
                      Numbers.of(memory, x),
                      Numbers.of(memory, y),
                      Numbers.of(memory, g),
                      Numbers.of(memory, target)),
          x,
          y,
          g,
          target);
    }
  }

  /** With m = mean(xᵖ), ∂y/∂p = y · (m′/(p·m) − ln m/p²), where m′ = mean(xᵖ·ln x). */
  private void learn(Numbers x, Numbers y, Numbers g) {
    double p = power();
    double[] derivatives = new double[y.length()];
    for (int index = 0; index < x.length(); index++) {
      double value = floored(x.get(index));
      derivatives[result(index)] += Math.pow(value, p) * Math.log(value) / places();
    }
    double[] gradient = parameters.zeroGradient(mean.power());
    for (int index = 0; index < y.length(); index++) {
      double m = Math.pow(y.get(index), p);
      gradient[0] +=
          g.get(index) * y.get(index) * (derivatives[index] / (p * m) - Math.log(m) / (p * p));
    }
  }

  private void passOn(Numbers x, Numbers y, Numbers g, Numbers target) {
    double p = power();
    for (int index = 0; index < x.length(); index++) {
      double value = x.get(index);
      double result = y.get(result(index));
      target.set(
          index,
          value > 0
              ? g.get(result(index))
                  * Math.pow(result, 1 - p)
                  * Math.pow(floored(value), p - 1)
                  / places()
              : 0);
    }
  }
}
