package org.parfocal.launcher;

/** The exit codes that the launcher itself gives; commands have more, see the user's guide. */
final class ExitCodes {
  /** A bug in Parfocal. */
  static final int BUG = 1;

  /** The command line or the settings are wrong. */
  static final int USAGE = 2;

  /** The platform or a plugin does not come up. */
  static final int WIRING = 4;

  /** Stopped by the user. */
  static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
