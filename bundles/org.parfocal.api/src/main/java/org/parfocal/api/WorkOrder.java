package org.parfocal.api;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What workers are to do.
 *
 * @param command the command line of a worker without its name and the run that started it
 * @param coordinator names the run that starts the workers
 * @param directory the working directory
 * @param study the study's folder; every worker must see it under this path
 * @param open how many jobs have not ended
 * @param detached whether the run ends when the workers were started, which go on without it
 */
public record WorkOrder(
    List<String> command,
    String coordinator,
    Path directory,
    Path study,
    int open,
    boolean detached) {
  public WorkOrder {
    command = List.copyOf(command);
  }

  /**
   * The whole command line of a worker that ends with the run that started it. One that goes on
   * without the run has {@link #command()} and {@code --worker} with its name. It ends with 0 where
   * nothing is left to do, with 5 where jobs failed, with 130 where it was stopped, with 1 for a
   * bug and with 2, 3, 4 or 6 where a user must mend something; a sentence stands on its standard
   * error then. SIGTERM stops it within 20 seconds.
   *
   * @param worker unlike that of any other worker of the study, at most 40 characters
   */
  public List<String> command(String worker) {
    return Stream.concat(
            command.stream(), Stream.of("--coordinator", coordinator, "--worker", worker))
        .toList();
  }

  /** Where workers may log, inside of the study's folder; need not exist. */
  public Path logs() {
    return study.resolve(".workers");
  }
}
