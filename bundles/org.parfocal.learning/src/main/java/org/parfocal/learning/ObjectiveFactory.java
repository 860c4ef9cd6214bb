package org.parfocal.learning;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes a strategy's objective once the sizes are known. */
@ConsumerType
@FunctionalInterface
public interface ObjectiveFactory {
  /**
   * Makes the objective.
   *
   * @param embeddingSize length of an embedding
   * @param classes number of classes
   * @param seed of the initial parameters
   */
  Objective create(int embeddingSize, int classes, long seed);
}
