package org.parfocal.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Decides what is added to the training samples and how they are drawn into batches. */
@ConsumerType
public interface AugmentationStrategy {
  /**
   * Prepares the training draw.
   *
   * <p>What comes back may hold the samples that were given and new ones made from them. It fails
   * the job if it declares or draws anything else: a sample of a patient who is validated or tested
   * on, of a magnification or other field's value that the fold holds out, a sample that was
   * changed under its id, or one that was drawn and not declared.
   *
   * @param training the fold's training samples, drawn one by one in random order, or what the
   *     augmentation before this one made of them
   * @throws DatasetException if the samples cannot serve this strategy
   */
  TrainingSet prepare(TrainingSet training, JobContext job) throws DatasetException;
}
