package org.parfocal.platform.internal.wiring;

import org.parfocal.core.Study;
import org.parfocal.core.StudyParts;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.internal.resolving.ResolvedStudy;

/** A study and the wiring of its parts. */
public final class WiredStudy implements OpenStudy {
  private final Study study;
  private final Wiring wiring;
  private final WiredParts parts;

  WiredStudy(ResolvedStudy resolved, Wiring wiring, Environment environment) {
    this.study = resolved.study();
    this.wiring = wiring;
    this.parts = new WiredParts(resolved, wiring, environment);
  }

  /** Makes every part, so that what does not start is reported before anything runs. */
  public WiredStudy complete() {
    try {
      parts.all();
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public Study study() {
    return study;
  }

  @Override
  public StudyParts parts() {
    return parts;
  }

  @Override
  public void close() {
    wiring.close();
  }
}
