package org.parfocal.core;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.parfocal.api.Executor;

/**
 * Leaves the jobs of a run to other processes.
 *
 * @param executor starts them
 * @param command by the id of the run's claim on the study, the command line of a worker
 * @param directory their working directory
 */
public record Delegation(
    Executor executor, Function<String, List<String>> command, Path directory) {}
