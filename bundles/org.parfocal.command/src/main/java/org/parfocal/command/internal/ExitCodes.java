package org.parfocal.command.internal;

import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;

/** What the program's exit codes mean; they are part of its interface. */
final class ExitCodes {
  static final int DONE = 0;
  static final int BUG = 1;
  static final int USAGE = 2;
  static final int DATASET = 3;
  static final int PLUGIN = 4;
  static final int INCOMPLETE = 5;
  static final int OUTPUT = 6;
  static final int ELSEWHERE = 75;
  static final int INTERRUPTED = 130;

  private ExitCodes() {}

  static int of(ParfocalException exception) {
    if (exception instanceof ConfigurationException) {
      return USAGE;
    }
    if (exception instanceof PluginException) {
      return PLUGIN;
    }
    return exception instanceof OutputException ? OUTPUT : DATASET;
  }
}
