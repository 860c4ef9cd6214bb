package org.parfocal.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A pure function of all outcomes of one variant, for example the stability of signatures over its
 * folds, or an interval of what it gains over another variant.
 */
@ConsumerType
public interface StudyMetric {
  /**
   * Scores the outcomes of one variant, one outcome for each fold and seed. A seed of which a fold
   * is missing is left out.
   *
   * @param outcomes by seed, then in the order of the folds; never empty
   * @param reference the outcomes of the study's first variant, with which the others are compared;
   *     empty for the first variant itself, and where the two do not share their folds
   */
  List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference);
}
