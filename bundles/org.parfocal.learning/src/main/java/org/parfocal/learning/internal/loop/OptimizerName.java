package org.parfocal.learning.internal.loop;

import org.parfocal.nn.Adam;
import org.parfocal.nn.AdamW;
import org.parfocal.nn.Optimizer;
import org.parfocal.nn.SGD;

/** The optimizers that a training can be told to use. */
public enum OptimizerName {
  SGD {
    @Override
    Optimizer optimizer(TrainingOptions options) {
      return new SGD(options.momentum(), options.nesterov(), options.weight_decay());
    }
  },
  ADAM {
    @Override
    Optimizer optimizer(TrainingOptions options) {
      return new Adam(options.weight_decay());
    }
  },
  ADAMW {
    @Override
    Optimizer optimizer(TrainingOptions options) {
      return new AdamW(options.weight_decay());
    }
  };

  /** With the constants that were asked for. */
  abstract Optimizer optimizer(TrainingOptions options);
}
