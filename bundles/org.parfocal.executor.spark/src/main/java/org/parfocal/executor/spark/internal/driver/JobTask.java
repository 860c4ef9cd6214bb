package org.parfocal.executor.spark.internal.driver;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;
import org.parfocal.executor.spark.internal.driver.TaskEnd.Kind;

/**
 * A task of Spark: one job of the study. Where machines see its folder it is whichever is free when
 * a worker asks for it; elsewhere it is named, and comes back with the task.
 */
final class JobTask implements Function<Request, TaskResult> {
  @Serial private static final long serialVersionUID = 1L;

  private final WorkerCommand command;

  JobTask(WorkerCommand command) {
    this.command = command;
  }

  @Override
  public TaskResult call(Request request) throws InterruptedException, IOException {
    TaskContext task = TaskContext.get();
    ResourceInformation gpus = task.resourcesJMap().get("gpu");
    WorkerCommand here = command.isApart() ? OfExecutor.apart(command) : command;
    TaskEnd end =
        OfExecutor.WORKERS.job(
            here,
            request.job(),
            gpus == null ? "" : String.join(",", gpus.addresses()),
            task.taskAttemptId());
    byte[] files =
        command.isApart() && end.kind() == Kind.JOB
            ? JobFiles.zipped(Path.of(here.study(), request.folder()))
            : new byte[0];
    return new TaskResult(end.line(), files);
  }

  /** An executor is a Java process: what is to live longer than its tasks can only be static. */
  private static final class OfExecutor {
    static final WarmWorkers WORKERS = new WarmWorkers(SparkEnv.get().executorId());

    private static @Nullable WorkerCommand apart;

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(WORKERS::stop, "parfocal workers"));
    }

    static synchronized WorkerCommand apart(WorkerCommand command) throws IOException {
      if (apart == null) {
        apart = ApartStudy.of(command);
      }
      return apart;
    }
  }
}
