package org.parfocal.platform.internal.wiring;

import java.util.Map;
import org.parfocal.api.DatasetReader;
import org.parfocal.platform.OpenDataset;
import org.parfocal.platform.internal.resolving.ResolvedSection;

/** A reader and its wiring. */
public final class WiredDataset implements OpenDataset {
  private final Wiring wiring;
  private final ResolvedSection section;

  WiredDataset(Wiring wiring, ResolvedSection section) {
    this.wiring = wiring;
    this.section = section;
    reader();
  }

  @Override
  public DatasetReader reader() {
    return wiring.service(section, Map.of(), DatasetReader.class);
  }

  @Override
  public Map<String, Object> configuration() {
    return section.values();
  }

  @Override
  public void close() {
    wiring.close();
  }
}
