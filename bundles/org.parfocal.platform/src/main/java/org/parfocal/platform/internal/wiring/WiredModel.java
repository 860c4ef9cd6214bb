package org.parfocal.platform.internal.wiring;

import org.parfocal.api.ModelStrategy;

/** A model strategy and its wiring. */
public final class WiredModel implements AutoCloseable {
  private final Wiring wiring;
  private final Part part;

  WiredModel(Wiring wiring, Part part) {
    this.wiring = wiring;
    this.part = part;
    strategy();
  }

  /** The strategy. */
  public ModelStrategy strategy() {
    return wiring.service(part, ModelStrategy.class);
  }

  @Override
  public void close() {
    wiring.close();
  }
}
