package org.parfocal.platform;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.parfocal.api.DatasetReader;

/** A configured reader, wired until it is closed. */
@ProviderType
public interface OpenDataset extends AutoCloseable {
  /** The reader. */
  DatasetReader reader();

  /** The section {@code dataset} as resolved, defaults included. */
  Map<String, Object> configuration();

  /** Takes the wiring down; a second call does nothing. */
  @Override
  void close();
}
