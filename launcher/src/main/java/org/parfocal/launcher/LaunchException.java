package org.parfocal.launcher;

import java.io.Serial;

/** Something that keeps the platform from starting; the message says what and what to do. */
public final class LaunchException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  LaunchException(String message) {
    this(message, ExitCodes.WIRING);
  }

  LaunchException(String message, Throwable cause) {
    super(message, cause);
    this.exitCode = ExitCodes.WIRING;
  }

  private LaunchException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command line or a setting asks for what is not possible. */
  static LaunchException usage(String message) {
    return new LaunchException(message, ExitCodes.USAGE);
  }

  /** What the program ends with. */
  int exitCode() {
    return exitCode;
  }
}
