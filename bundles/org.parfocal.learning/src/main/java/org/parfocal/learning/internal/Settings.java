package org.parfocal.learning.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.parfocal.api.ConfigurationException;

/**
 * The training section, checked.
 *
 * @param epochs number of epochs
 * @param batch groups of a draw in each batch
 * @param learningRate of the first step
 * @param schedule how the learning rate changes
 * @param stepEpochs epochs between two steps of the learning rate
 * @param selection which epoch is kept
 * @param patience epochs without improvement after which the training stops; 0 for never
 * @param prefetch threads that read and transform images
 */
record Settings(
    int epochs,
    int batch,
    double learningRate,
    Schedule schedule,
    int stepEpochs,
    Selection selection,
    int patience,
    int prefetch) {

  static Settings of(TrainingOptions options) {
    List<String> problems = new ArrayList<>();
    if (options.epochs() < 1) {
      problems.add("training.epochs must be at least 1, it is " + options.epochs() + ".");
    }
    if (options.batch() < 1) {
      problems.add("training.batch must be at least 1, it is " + options.batch() + ".");
    }
    double rate = options.learning_rate();
    if (!(rate > 0) || Double.isInfinite(rate)) {
      problems.add("training.learning-rate must be a number above 0, it is " + rate + ".");
    }
    if (options.step_epochs() < 1) {
      problems.add("training.step-epochs must be at least 1, it is " + options.step_epochs() + ".");
    }
    if (options.patience() < 0 || options.prefetch() < 1) {
      problems.add("training.patience must be at least 0 and training.prefetch at least 1.");
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new Settings(
        options.epochs(),
        options.batch(),
        rate,
        constant(Schedule.class, "schedule", options.schedule()),
        options.step_epochs(),
        constant(Selection.class, "select", options.select()),
        options.patience(),
        options.prefetch());
  }

  /** The learning rate at a point of the training, 0 to 1. */
  double learningRate(double progress) {
    return learningRate * schedule.factor(progress, epochs / (double) stepEpochs);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String option, String name) {
    List<String> known = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      String kebab = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (kebab.equals(name)) {
        return value;
      }
      known.add(kebab);
    }
    throw new ConfigurationException(
        "training.%s is \"%s\"; it can be %s.".formatted(option, name, String.join(", ", known)));
  }
}
