package org.parfocal.core;

import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/**
 * A row of {@code results.csv}.
 *
 * @param variant variant name
 * @param fold fold or group name, or {@link StudyScore#ALL_FOLDS}
 * @param pooled whether the row is of several jobs: of the pooled predictions of a group of folds,
 *     or over all folds or seeds
 * @param seed a seed as text, or {@link StudyScore#ALL_SEEDS}
 * @param score the number
 */
public record ScoreRow(String variant, String fold, boolean pooled, String seed, Score score) {
  /** A row of one seed. */
  public ScoreRow(String variant, String fold, boolean pooled, long seed, Score score) {
    this(variant, fold, pooled, Long.toString(seed), score);
  }

  /** A row of a number that a study metric gave. */
  public static ScoreRow of(String variant, StudyScore given) {
    boolean pooled =
        given.fold().equals(StudyScore.ALL_FOLDS) || given.seed().equals(StudyScore.ALL_SEEDS);
    return new ScoreRow(variant, given.fold(), pooled, given.seed(), given.score());
  }

  /** The same row, with something more to say. */
  public ScoreRow noted(String sentence) {
    String note = score.note().isEmpty() ? sentence : score.note() + "; " + sentence;
    return new ScoreRow(
        variant,
        fold,
        pooled,
        seed,
        new Score(
            score.metric(),
            score.part(),
            score.scope(),
            score.value(),
            score.low(),
            score.high(),
            note));
  }
}
