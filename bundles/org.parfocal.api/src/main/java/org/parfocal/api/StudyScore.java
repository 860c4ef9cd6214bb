package org.parfocal.api;

import java.util.Objects;

/**
 * One number that a {@link Metric} gives over the outcomes of a variant.
 *
 * @param fold name of the fold, or {@link #ALL_FOLDS}
 * @param seed a seed as text, or {@link #ALL_SEEDS}
 * @param score the number
 */
public record StudyScore(String fold, String seed, Score score) {
  /** Over all folds. */
  public static final String ALL_FOLDS = "all folds";

  /** Over all seeds. */
  public static final String ALL_SEEDS = "all seeds";

  public StudyScore {
    Objects.requireNonNull(fold, "fold");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(score, "score");
  }

  /** A number over all folds and seeds. */
  public static StudyScore overAll(Score score) {
    return new StudyScore(ALL_FOLDS, ALL_SEEDS, score);
  }
}
