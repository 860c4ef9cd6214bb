package org.parfocal.executor.spark.internal.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parfocal.executor.spark.internal.driver.TaskEnd.Kind;

/**
 * The workers of one Spark executor: as many as tasks run there at once. Each task takes one that
 * is idle, so that Java is started, and the index read, once and not for each job.
 */
final class WarmWorkers {
  private final String executor;
  private final List<WarmWorker> all = new ArrayList<>();
  private final List<WarmWorker> idle = new ArrayList<>();
  private int started;

  /**
   * Starts none yet.
   *
   * @param executor Spark's name of it
   */
  WarmWorkers(String executor) {
    this.executor = executor;
  }

  /**
   * Has a worker run a job.
   *
   * @param job its name; empty for any that nobody works on
   * @param gpus numbers of those that the task has; or empty
   * @param attempt Spark's number of the attempt at the task
   * @throws InterruptedException if the task was cancelled
   */
  TaskEnd job(WorkerCommand command, String job, String gpus, long attempt)
      throws InterruptedException {
    Optional<String> missing = missing(command);
    if (missing.isPresent()) {
      return new TaskEnd(Kind.REFUSED, "", missing.get());
    }
    Path note = command.note(attempt);
    try {
      WarmWorker worker = take(command, gpus);
      Files.createDirectories(note.getParent());
      Files.writeString(note, worker.name());
      TaskEnd end = worker.job(job);
      give(worker);
      Files.deleteIfExists(note);
      return end;
    } catch (IOException e) {
      return new TaskEnd(
          Kind.REFUSED,
          "",
          "Machine %s cannot start a worker: %s.".formatted(Host.name(), e.getMessage()));
    }
  }

  /** What this machine would have to show. */
  private static Optional<String> missing(WorkerCommand command) {
    if (!Files.isDirectory(Path.of(command.study()))) {
      return Optional.of(
          "Machine %s does not see %s. Results must lie on a file system that all machines share; name it with output=FOLDER."
              .formatted(Host.name(), command.study()));
    }
    if (!Files.isDirectory(Path.of(command.directory()))) {
      return Optional.of(
          "Machine %s does not see %s, the folder of the run; start it in one that all machines share."
              .formatted(Host.name(), command.directory()));
    }
    String program = command.words().get(0);
    return Files.isExecutable(Path.of(program))
        ? Optional.empty()
        : Optional.of(
            "Machine %s has no Parfocal at %s; executor.parfocal-home names the folder that it is in there."
                .formatted(Host.name(), program));
  }

  private synchronized WarmWorker take(WorkerCommand command, String gpus) throws IOException {
    idle.removeIf(worker -> !worker.lives());
    all.removeIf(worker -> !worker.lives());
    Optional<WarmWorker> free =
        idle.stream().filter(worker -> worker.gpus().equals(gpus)).findFirst();
    if (free.isPresent()) {
      idle.remove(free.get());
      return free.get();
    }
    started++;
    String name = "%s-%s-%d".formatted(command.run(), executor, started);
    WarmWorker worker = WarmWorker.start(command, name, gpus);
    all.add(worker);
    return worker;
  }

  private synchronized void give(WarmWorker worker) {
    if (worker.lives()) {
      idle.add(worker);
    }
  }

  /** Stops all. */
  void stop() {
    List<WarmWorker> running;
    synchronized (this) {
      running = List.copyOf(all);
    }
    running.parallelStream().forEach(WarmWorker::stop);
  }
}
