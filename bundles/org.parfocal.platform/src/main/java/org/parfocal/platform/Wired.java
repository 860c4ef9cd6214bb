package org.parfocal.platform;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A plugin, with its options and the plugins that it refers to, until it is closed.
 *
 * @param <T> its service
 */
@ProviderType
public interface Wired<T> extends AutoCloseable {
  /** The plugin; every call asks the service registry again. */
  T plugin();

  /** Takes the wiring down; a second call does nothing. */
  @Override
  void close();
}
