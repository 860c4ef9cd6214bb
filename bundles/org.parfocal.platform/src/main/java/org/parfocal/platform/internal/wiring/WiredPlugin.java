package org.parfocal.platform.internal.wiring;

import java.util.Map;
import org.parfocal.platform.Wired;
import org.parfocal.platform.internal.resolving.ResolvedSection;

/** The plugin of one section that refers to no other. */
record WiredPlugin<T>(Wiring wiring, ResolvedSection section, Class<T> type) implements Wired<T> {
  @Override
  public T plugin() {
    return wiring.service(section, Map.of(), type);
  }

  @Override
  public void close() {
    wiring.close();
  }
}
