package org.parfocal.launcher.cuda;

import java.util.List;
import java.util.Optional;

/** Runs other programs. */
@FunctionalInterface
public interface Commands {
  /**
   * Runs a program to its end.
   *
   * @param program its name, looked for on the PATH
   * @param arguments its arguments
   * @return empty if there is no such program
   */
  Optional<Ended> run(String program, List<String> arguments);

  /**
   * How it ended.
   *
   * @param code exit code; {@link #CUT_OFF} if it was cut off or could not be started
   * @param output standard output and error: text of another program, not to be trusted
   */
  record Ended(int code, String output) {
    /** It did not end in time, or could not be started. */
    public static final int CUT_OFF = -1;
  }
}
