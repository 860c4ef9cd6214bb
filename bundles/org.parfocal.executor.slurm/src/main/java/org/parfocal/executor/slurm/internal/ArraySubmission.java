package org.parfocal.executor.slurm.internal;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.WorkOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits arrays of a study's workers. */
final class ArraySubmission {
  private static final Logger LOG = LoggerFactory.getLogger(ArraySubmission.class);

  private final WorkOrder order;
  private final ArraySettings settings;
  private final SlurmQueue queue;

  ArraySubmission(WorkOrder order, ArraySettings settings, SlurmQueue queue) {
    this.order = order;
    this.settings = settings;
    this.queue = queue;
  }

  /** How many tasks are of use for so many open jobs. */
  int tasks(int open) {
    return settings.tasks(open);
  }

  /** Submits one; where that is cut off, Slurm is told to forget it. */
  WorkerArray submit(int tasks) {
    WorkerArray array = WorkerArray.create(order.logs(), order.study());
    array.write(array.script(), TaskScript.of(order, settings, array.folder()));
    boolean taken = false;
    try {
      array.submitted(queue.submit(command(array, tasks)));
      taken = true;
      return array;
    } finally {
      if (!taken) {
        forget(array);
      }
    }
  }

  private void forget(WorkerArray array) {
    boolean interrupted = Thread.interrupted();
    try {
      queue.cancel(array.name());
    } catch (ConfigurationException e) {
      LOG.debug("not cancelled", e); // the user reads why it was not submitted
    } finally {
      array.over();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<String> command(WorkerArray array, int tasks) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sbatch",
                "--parsable",
                "--job-name=" + array.name(),
                "--array=0-%d%%%d".formatted(tasks - 1, settings.workers()),
                "--chdir=" + order.directory(),
                "--output=" + pattern(array.folder().toString()) + "/%a.log",
                "--open-mode=append",
                "--export=ALL",
                "--requeue",
                "--signal=B:TERM@30"));
    if (!settings.time().isEmpty()) {
      command.add("--time=" + settings.time());
    }
    if (!SbatchFlags.nameCores(settings.flags())) {
      command.add("--cpus-per-task=" + settings.threads());
    }
    command.addAll(settings.flags());
    command.add(array.script().toString());
    return command;
  }

  /** A path in a file name pattern of sbatch. */
  private static String pattern(String path) {
    if (path.contains("\\")) {
      throw new ConfigurationException(
          "Slurm cannot write logs below %s, since a backslash ends its patterns; choose another folder with output=FOLDER."
              .formatted(path));
    }
    return path.replace("%", "%%");
  }
}
