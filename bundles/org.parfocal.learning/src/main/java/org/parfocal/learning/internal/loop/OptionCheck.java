package org.parfocal.learning.internal.loop;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.Choice;
import org.parfocal.api.ConfigurationException;
import org.parfocal.learning.UpdateRule.Method;

/** Says everything that is wrong with the options of a training, at once. */
final class OptionCheck {
  private final List<String> problems = new ArrayList<>();

  private OptionCheck() {}

  static void require(TrainingOptions options) {
    OptionCheck check = new OptionCheck();
    check.least("epochs", options.epochs(), 1);
    check.least("batch", options.batch(), 1);
    check.learningRate(options);
    check.optimiser(options);
    check.known(Selection.class, "select", options.select());
    check.least("patience", options.patience(), 0);
    check.least("prefetch", options.prefetch(), 1);
    if (!check.problems.isEmpty()) {
      throw new ConfigurationException(check.problems);
    }
  }

  private void learningRate(TrainingOptions options) {
    double rate = options.learning_rate();
    if (!(rate > 0) || Double.isInfinite(rate)) {
      problems.add("training.learning-rate must be a number above 0, it is " + rate + ".");
    }
    known(Schedule.class, "schedule", options.schedule());
    least("step-epochs", options.step_epochs(), 1);
    double warmUp = options.warm_up_epochs();
    if (!(warmUp >= 0)) {
      problems.add("training.warm-up-epochs must be at least 0, it is " + warmUp + ".");
    } else if (warmUp >= Math.max(1, options.epochs())) {
      problems.add(
          "training.warm-up-epochs must be less than training.epochs (%d), it is %s."
              .formatted(options.epochs(), warmUp));
    }
  }

  private void optimiser(TrainingOptions options) {
    known(Method.class, "optimiser", options.optimiser());
    double momentum = options.momentum();
    if (!(momentum >= 0 && momentum < 1)) {
      problems.add("training.momentum must be at least 0 and less than 1, it is " + momentum + ".");
    }
    if (options.nesterov() && !options.optimiser().equals("sgd")) {
      problems.add(
          "training.nesterov is for training.optimiser sgd, not for %s: leave it out."
              .formatted(options.optimiser()));
    } else if (options.nesterov() && momentum == 0) {
      problems.add("training.nesterov needs training.momentum above 0, it is 0.");
    }
    notNegative("weight-decay", options.weight_decay());
    notNegative("clip-norm", options.clip_norm());
  }

  private void least(String option, int value, int least) {
    if (value < least) {
      problems.add("training.%s must be at least %d, it is %d.".formatted(option, least, value));
    }
  }

  private void notNegative(String option, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      problems.add(
          "training.%s must be a number above 0, or 0 for none, it is %s."
              .formatted(option, value));
    }
  }

  private <E extends Enum<E>> void known(Class<E> type, String option, String name) {
    try {
      Choice.of(type, "training." + option, name);
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
    }
  }
}
