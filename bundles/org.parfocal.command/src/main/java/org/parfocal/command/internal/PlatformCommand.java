package org.parfocal.command.internal;

import java.util.concurrent.Callable;
import org.parfocal.platform.Platform;

/** A command that works with the platform and writes to the terminal. */
abstract class PlatformCommand implements Callable<Integer> {
  final Platform platform;
  final Terminal terminal;

  PlatformCommand(Platform platform, Terminal terminal) {
    this.platform = platform;
    this.terminal = terminal;
  }
}
