package org.parfocal.learning.internal.loop;

import java.util.Optional;
import org.parfocal.api.Refit;

/**
 * How long a training goes on, and how far it is at each step.
 *
 * @param epochs at most
 * @param refit how many steps, if it is a training on validation samples, too
 */
record Course(int epochs, Optional<Refit> refit) {
  /** Of so many epochs. */
  static Course of(int epochs) {
    return new Course(epochs, Optional.empty());
  }

  /** Of so many steps, however many epochs they are. */
  static Course of(Refit refit) {
    return new Course(Integer.MAX_VALUE, Optional.of(refit));
  }

  /** How many of the next so many steps are made. */
  int most(long made, int next) {
    return refit.map(asked -> (int) Math.min(next, asked.steps() - made)).orElse(next);
  }

  /** Whether steps are left. */
  boolean goesOn(int epoch, long made) {
    return epoch < epochs && most(made, 1) > 0;
  }

  /** The share of the training that is done before a step; in a refit, of the first training. */
  double share(int epoch, int step, int steps, long made) {
    return refit
        .map(asked -> (double) made / asked.scheduled())
        .orElseGet(() -> (epoch + (double) step / steps) / epochs);
  }

  /** All steps, if each epoch has so many. */
  long all(int steps) {
    return refit.map(Refit::steps).orElseGet(() -> (long) epochs * steps);
  }

  /** All epochs, if each has so many steps. */
  int epochs(int steps) {
    return refit.map(asked -> (int) ((asked.steps() + steps - 1) / steps)).orElse(epochs);
  }

  /** Which epoch is kept: after a refit there is nothing to choose by, and nothing to choose. */
  Selection selection(Selection wanted) {
    return refit.isPresent() ? Selection.LAST : wanted;
  }
}
