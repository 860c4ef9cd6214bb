package org.parfocal.cuda.internal.device;

import org.parfocal.api.ParfocalException;

/** The GPU, or a library of it, refused something. The job fails; others may go on. */
public final class DeviceException extends ParfocalException {
  private static final long serialVersionUID = 1;

  /** In one sentence. */
  public DeviceException(String message) {
    super(message);
  }
}
