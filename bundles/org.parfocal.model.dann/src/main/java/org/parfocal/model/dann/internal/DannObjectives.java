package org.parfocal.model.dann.internal;

import java.util.Map;
import org.parfocal.learning.Objective;
import org.parfocal.learning.ObjectiveFactory;

/**
 * Makes the objective for the domains of one training.
 *
 * @param classWeights one for each class
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record DannObjectives(DannSettings settings, Domains domains, double[] classWeights)
    implements ObjectiveFactory {
  @Override
  public Objective create(int embeddingSize, int classes, long seed) {
    return new DomainAdversarialClassifier(settings, domains, embeddingSize, classWeights, seed);
  }

  @Override
  public Map<String, String> facts() {
    return domains.facts();
  }
}
