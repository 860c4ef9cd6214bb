package org.parfocal.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Decides what is added to the training samples and how they are drawn into batches. */
@ConsumerType
public interface AugmentationStrategy {
  /**
   * Prepares the training draw from the fold's training samples, and from nothing else.
   *
   * @throws DatasetException if the fold cannot serve this strategy
   */
  TrainingSet prepare(Fold fold, JobContext job) throws DatasetException;
}
