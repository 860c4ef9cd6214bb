package org.parfocal.platform.internal.wiring;

import java.util.Map;
import org.parfocal.api.DatasetReader;
import org.parfocal.platform.OpenDataset;

/** A reader and its wiring. */
public final class WiredDataset implements OpenDataset {
  private final Wiring wiring;
  private final Part part;

  WiredDataset(Wiring wiring, Part part) {
    this.wiring = wiring;
    this.part = part;
    reader();
  }

  @Override
  public DatasetReader reader() {
    return wiring.service(part, DatasetReader.class);
  }

  @Override
  public Map<String, Object> configuration() {
    return part.section().values();
  }

  @Override
  public void close() {
    wiring.close();
  }
}
