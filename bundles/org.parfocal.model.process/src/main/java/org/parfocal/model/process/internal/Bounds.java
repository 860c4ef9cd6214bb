package org.parfocal.model.process.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;

/**
 * What a program may take.
 *
 * @param time of one start
 * @param memory address space in MiB; 0 for no limit
 */
record Bounds(Duration time, int memory) {
  /** Largest file that a program may write, in bytes. */
  static final long LARGEST_FILE = 16L << 30;

  private static final List<Path> PRLIMIT =
      List.of(Path.of("/usr/bin/prlimit"), Path.of("/bin/prlimit"));

  /**
   * Returns if the limits can be set on this machine.
   *
   * @throws ConfigurationException if they cannot
   */
  void require() {
    if (memory > 0 && prlimit().isEmpty()) {
      throw new ConfigurationException(
          "model.memory is set by prlimit, which this machine lacks; install util-linux, or leave model.memory out.");
    }
  }

  /** The command line that runs another one within the limits. */
  List<String> limited(List<String> command) {
    List<String> limited = new ArrayList<>();
    prlimit()
        .ifPresent(
            program -> {
              limited.addAll(List.of(program.toString(), "--core=0", "--fsize=" + LARGEST_FILE));
              if (memory > 0) {
                limited.add("--as=" + ((long) memory << 20));
              }
              limited.add("--");
            });
    return Stream.concat(limited.stream(), command.stream()).toList();
  }

  private static Optional<Path> prlimit() {
    return PRLIMIT.stream().filter(Files::isExecutable).findFirst();
  }
}
