package org.parfocal.platform.internal.wiring;

import java.util.List;
import java.util.Map;
import org.parfocal.platform.Wired;
import org.parfocal.platform.internal.resolving.ResolvedSection;

/** The plugin of one section, wired with those of other sections. */
record WiredPlugin<T>(
    Wiring wiring,
    ResolvedSection section,
    Map<String, List<ResolvedSection>> others,
    Class<T> type)
    implements Wired<T> {
  @Override
  public T plugin() {
    return wiring.service(section, others, type);
  }

  @Override
  public void close() {
    wiring.close();
  }
}
