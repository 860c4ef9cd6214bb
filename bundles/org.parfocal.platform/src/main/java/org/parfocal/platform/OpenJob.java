package org.parfocal.platform;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;
import org.parfocal.api.ModelStrategy;

/** The model strategy of a stored job, wired until it is closed. */
@ProviderType
public interface OpenJob extends AutoCloseable {
  /** The strategy under the options that the job was trained with. */
  ModelStrategy model();

  /** The job's folder. */
  Path directory();

  /** Takes the wiring down; a second call does nothing. */
  @Override
  void close();
}
