package org.parfocal.core;

import java.nio.file.Path;
import java.util.List;
import org.parfocal.api.Executor;

/**
 * Leaves the jobs of a run to other processes.
 *
 * @param executor starts them
 * @param command the command line of a worker
 * @param directory their working directory
 * @param detached whether they are left to themselves once they were started
 */
public record Delegation(
    Executor executor, List<String> command, Path directory, boolean detached) {
  public Delegation {
    command = List.copyOf(command);
  }
}
