package org.parfocal.backbone.dl4j.internal;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam (Kingma and Ba 2015) on all parameters of a network at once, natively and in place; β₁ 0.9,
 * β₂ 0.999, ε 1e-8.
 */
public final class FlatAdam implements AutoCloseable {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final INDArray mean;
  private final INDArray square;
  private int steps;

  public FlatAdam(long length) {
    mean = Nd4j.create(length);
    square = Nd4j.create(length);
  }

  /**
   * Makes one step.
   *
   * @param parameters flat; changed
   * @param gradient flat; overwritten
   */
  public void step(INDArray parameters, INDArray gradient, double learningRate) {
    INDArray update = gradient.reshape(gradient.length());
    Nd4j.exec(new AdamUpdater(update, square, mean, learningRate, BETA_1, BETA_2, EPSILON, steps));
    steps++;
    parameters.reshape(parameters.length()).subi(update);
  }

  @Override
  public void close() {
    mean.close();
    square.close();
  }
}
