package org.parfocal.platform.internal.wiring;

import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Sections;
import org.parfocal.platform.internal.resolving.ResolvedVariant;

/** A model strategy and its wiring. */
public final class WiredModel implements AutoCloseable {
  private final Wiring wiring;
  private final ResolvedVariant variant;

  WiredModel(Wiring wiring, ResolvedVariant variant) {
    this.wiring = wiring;
    this.variant = variant;
    strategy();
  }

  /** The strategy. */
  public ModelStrategy strategy() {
    return wiring.service(
        WiredParts.required(variant.sections(), Sections.MODEL),
        variant.sections(),
        ModelStrategy.class);
  }

  @Override
  public void close() {
    wiring.close();
  }
}
