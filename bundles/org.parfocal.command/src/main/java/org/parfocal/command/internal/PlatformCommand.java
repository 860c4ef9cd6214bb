package org.parfocal.command.internal;

import java.util.concurrent.Callable;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.core.DatasetContent;
import org.parfocal.platform.Platform;

/** A command that works with the platform and writes to the terminal. */
abstract class PlatformCommand implements Callable<Integer> {
  /** For commands that train. */
  static final String SMALLER_BATCHES = "lower training.batch or images.size";

  final Platform platform;
  final Terminal terminal;

  PlatformCommand(Platform platform, Terminal terminal) {
    this.platform = platform;
    this.terminal = terminal;
  }

  /** What its user can do so that it takes less memory; nothing if there is nothing. */
  String lessMemory() {
    return "";
  }

  /** Reads the index of a data set, and with it what is needed to know its images again. */
  static Dataset read(DatasetReader reader, Progress progress) {
    return DatasetContent.identified(reader.read(), false, progress);
  }
}
