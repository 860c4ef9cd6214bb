package org.parfocal.backbone.dl4j.internal.plan;

import org.parfocal.nn.Adam;
import org.parfocal.nn.AdamW;
import org.parfocal.nn.Optimizer;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.SGD;
import org.parfocal.plan.Update;

/** Steps of the training loop in the words of plans. */
final class Updates {
  private Updates() {}

  /** {@code count} is the step's, from 1. */
  static Update of(OptimizerStep step, int count) {
    Optimizer optimizer = step.optimizer();
    double scale = step.gradientScale();
    double rate = step.learningRate();
    if (optimizer instanceof SGD sgd) {
      return new Update.Sgd(scale, sgd.weightDecay(), sgd.momentum(), sgd.nesterov(), rate);
    }
    if (optimizer instanceof Adam adam) {
      return new Update.Adam(
          scale, adam.weightDecay(), 1, adam.beta1(), adam.beta2(), adam.epsilon(), rate, count);
    }
    AdamW decoupled = (AdamW) optimizer;
    return new Update.Adam(
        scale,
        0,
        1 - rate * decoupled.weightDecay(),
        decoupled.beta1(),
        decoupled.beta2(),
        decoupled.epsilon(),
        rate,
        count);
  }
}
