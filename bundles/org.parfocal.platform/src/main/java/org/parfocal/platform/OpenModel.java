package org.parfocal.platform;

import org.osgi.annotation.versioning.ProviderType;
import org.parfocal.api.Images;
import org.parfocal.api.ModelStrategy;

/** What a finished job's model is loaded by and reads its images with, until it is closed. */
@ProviderType
public interface OpenModel extends AutoCloseable {
  /** The strategy, under the options that the job was trained with. */
  ModelStrategy strategy();

  /** The images, likewise. */
  Images images();

  /** Whether the study that the job belongs to scores its classes with a threshold of one half. */
  boolean thresholdIsFixed();

  /** Takes the wiring down; a second call does nothing. */
  @Override
  void close();
}
