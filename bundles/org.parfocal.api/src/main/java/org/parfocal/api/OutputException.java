package org.parfocal.api;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Results cannot be written or read: disk full, read-only folder, folder in use. */
public final class OutputException extends ParfocalException {
  @Serial private static final long serialVersionUID = 1L;

  public OutputException(String message) {
    super(message);
  }

  public OutputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
