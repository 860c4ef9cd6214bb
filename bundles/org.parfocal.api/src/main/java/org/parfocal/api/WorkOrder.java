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
 * @param study the study's folder; every worker must see it under this path, unless the executor
 *     brings back what its workers did
 * @param jobs that have not ended
 * @param detached whether the run ends when the workers were started, which go on without it
 */
public record WorkOrder(
    List<String> command,
    String coordinator,
    Path directory,
    Path study,
    List<OpenJob> jobs,
    boolean detached) {
  public WorkOrder {
    command = List.copyOf(command);
    jobs = List.copyOf(jobs);
  }

  /**
   * A job that has not ended.
   *
   * @param name of it
   * @param folder of its results, relative to that of the study
   */
  public record OpenJob(String name, String folder) {}

  /** How many jobs have not ended. */
  public int open() {
    return jobs.size();
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

  /**
   * Where an executor puts jobs whose workers do not see the study's folder: for each that ended a
   * zip file of what is in its folder, moved there in one step; its name ends with {@code .zip} and
   * is otherwise free. The run checks and publishes them. Need not exist.
   */
  public Path arrivals() {
    return logs().resolve("arrived");
  }

  /** Where workers may log, inside of the study's folder; need not exist. */
  public Path logs() {
    return study.resolve(".workers");
  }
}
