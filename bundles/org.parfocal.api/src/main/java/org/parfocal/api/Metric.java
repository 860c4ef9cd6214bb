package org.parfocal.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A pure function of stored predictions. */
@ConsumerType
public interface Metric {
  /**
   * Scores one outcome. What cannot be computed (an AUC where the part holds one class) is returned
   * as an {@linkplain Score#undefined undefined} score with its reason, never left out and never
   * zero.
   */
  List<Score> score(Outcome outcome);
}
