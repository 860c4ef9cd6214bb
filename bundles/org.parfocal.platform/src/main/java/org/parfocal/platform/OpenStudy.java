package org.parfocal.platform;

import org.osgi.annotation.versioning.ProviderType;
import org.parfocal.core.Study;
import org.parfocal.core.StudyParts;

/** A study whose plugins are wired until it is closed. */
@ProviderType
public interface OpenStudy extends AutoCloseable {
  /** What to run. */
  Study study();

  /** What to run it with; every call asks the service registry again. */
  StudyParts parts();

  /** Takes the wiring down; a second call does nothing. */
  @Override
  void close();
}
