package org.parfocal.launcher;

import java.io.Serial;

/** Something that keeps the platform from starting; the message says what and what to do. */
public final class LaunchException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  LaunchException(String message) {
    super(message);
  }

  LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
