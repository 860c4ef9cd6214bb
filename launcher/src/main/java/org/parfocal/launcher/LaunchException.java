package org.parfocal.launcher;

import java.io.Serial;

/** Something that keeps the platform from starting; the message says what and what to do. */
public final class LaunchException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Exit code: the command line or the settings are wrong. */
  private static final int USAGE = 2;

  /** Exit code: the platform or a plugin does not start. */
  private static final int NOT_STARTED = 4;

  private final int exitCode;

  LaunchException(String message) {
    this(message, NOT_STARTED);
  }

  LaunchException(String message, Throwable cause) {
    super(message, cause);
    this.exitCode = NOT_STARTED;
  }

  private LaunchException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command line or a setting asks for what is not possible. */
  static LaunchException usage(String message) {
    return new LaunchException(message, USAGE);
  }

  /** What the program ends with. */
  int exitCode() {
    return exitCode;
  }
}
