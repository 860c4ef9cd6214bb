package org.parfocal.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A pure function of stored predictions and embeddings: of one outcome, of all outcomes of a
 * variant (the stability of signatures over its folds, an interval of what it gains over another
 * variant), or of both. A metric implements the methods that it has something to say in.
 *
 * <p>What cannot be computed (an AUC where the part holds one class) is returned as an {@linkplain
 * Score#undefined undefined} score with its reason, never left out and never zero.
 */
@ConsumerType
public interface Metric {
  /**
   * What its scores are called and where summaries show them, in the order of reports. Scores of
   * other names stand in {@code results.csv} and {@code results.json} and in no table.
   */
  List<MetricColumn> columns();

  /**
   * The same, in the words for data of so many classes: an AUC of more than two is a mean of
   * several. Names and places are those of {@link #columns()}.
   */
  default List<MetricColumn> columns(int classes) {
    return columns();
  }

  /** Scores the predictions of one fold and seed, or those of a pool of folds together. */
  default List<Score> score(Outcome outcome) {
    return List.of();
  }

  /**
   * Scores the outcomes of one variant, one outcome for each fold and seed. A seed of which a fold
   * is missing is left out.
   *
   * @param outcomes by seed, then in the order of the folds; never empty
   * @param reference the outcomes of the study's first variant, with which the others are compared;
   *     empty for the first variant itself, and where the two do not share their folds
   */
  default List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    return List.of();
  }
}
