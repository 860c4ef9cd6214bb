package org.parfocal.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A pure function of all outcomes of one variant and seed, for example the stability of signatures.
 */
@ConsumerType
public interface StudyMetric {
  /** Scores the outcomes of one variant and seed, one outcome per fold. */
  List<Score> score(List<Outcome> outcomes);
}
