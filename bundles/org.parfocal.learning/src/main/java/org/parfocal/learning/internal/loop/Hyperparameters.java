package org.parfocal.learning.internal.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.internal.scale.ScalePooling;
import org.parfocal.nn.Optimizer;

/**
 * The training section, with what options mean together.
 *
 * @param options as they stand there
 * @param optimizer with its constants
 * @param learningRate over the training
 */
record Hyperparameters(TrainingOptions options, Optimizer optimizer, LearningRate learningRate) {

  /**
   * Of these options.
   *
   * @throws ConfigurationException if two of them contradict each other
   */
  static Hyperparameters of(TrainingOptions options) {
    List<String> problems = contradictions(options);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new Hyperparameters(
        options,
        options.optimiser().optimizer(options),
        new LearningRate(
            options.learning_rate(),
            options.schedule(),
            options.epochs(),
            options.warm_up_epochs(),
            options.step_epochs()));
  }

  /** Backbones that see images at the scales of this training. */
  BackboneProvider scaled(BackboneProvider backbones) {
    return ScalePooling.of(
        backbones, DoubleStream.of(options.scales()).boxed().toList(), options.scale_pool());
  }

  private static List<String> contradictions(TrainingOptions options) {
    List<String> problems = new ArrayList<>();
    if (options.warm_up_epochs() >= options.epochs()) {
      problems.add(
          "training.warm-up-epochs must be less than training.epochs (%d), it is %s."
              .formatted(options.epochs(), options.warm_up_epochs()));
    }
    if (options.nesterov() && options.optimiser() != OptimizerName.SGD) {
      problems.add(
          "training.nesterov is for training.optimiser sgd, not for %s: leave it out."
              .formatted(Choice.name(options.optimiser())));
    } else if (options.nesterov() && options.momentum() == 0) {
      problems.add("training.nesterov needs training.momentum above 0, it is 0.");
    }
    if (options.refit() && options.select() == Selection.LAST) {
      problems.add(
          "training.refit trains as long as validation chose, and with training.select last nothing is chosen: leave one of them out.");
    }
    if (DoubleStream.of(options.scales()).distinct().count() < options.scales().length) {
      problems.add("training.scales has a scale twice; leave one out.");
    }
    return problems;
  }
}
