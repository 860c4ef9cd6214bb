package org.parfocal.model.process.internal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Has the kernel kill a program when the thread that started it is gone, which {@code kill -9} of
 * this process leaves no time to do.
 */
final class ParentDeath {
  private static final List<Path> SETPRIV =
      List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));

  private static final long PATIENCE_SECONDS = 5;

  private ParentDeath() {}

  /** The command line that runs another one so, or that one itself on a machine that cannot. */
  static List<String> bound(List<String> command) throws IOException {
    for (Path setpriv : SETPRIV) {
      List<String> bound = List.of(setpriv.toString(), "--pdeathsig", "KILL", "--");
      if (Files.isExecutable(setpriv) && works(join(bound, List.of("true")))) {
        return join(bound, command);
      }
    }
    return command;
  }

  /** Older ones, and that of BusyBox, do not know the option. */
  private static boolean works(List<String> command) throws IOException {
    Process trial =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    try {
      return trial.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && trial.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // left for the next check of cancellation
      return false;
    } finally {
      trial.destroyForcibly();
    }
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
