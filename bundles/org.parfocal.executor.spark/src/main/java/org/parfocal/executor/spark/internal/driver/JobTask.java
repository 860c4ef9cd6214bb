package org.parfocal.executor.spark.internal.driver;

import java.io.Serial;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;

/** A task of Spark: one job of the study, whichever is free when a worker asks for it. */
final class JobTask implements Function<Integer, String> {
  @Serial private static final long serialVersionUID = 1L;

  private final WorkerCommand command;

  JobTask(WorkerCommand command) {
    this.command = command;
  }

  @Override
  public String call(Integer number) throws InterruptedException {
    TaskContext task = TaskContext.get();
    ResourceInformation gpus = task.resourcesJMap().get("gpu");
    return OfExecutor.WORKERS
        .job(command, gpus == null ? "" : String.join(",", gpus.addresses()), task.taskAttemptId())
        .line();
  }

  /** An executor is a Java process: what is to live longer than its tasks can only be static. */
  private static final class OfExecutor {
    static final WarmWorkers WORKERS = new WarmWorkers(SparkEnv.get().executorId());

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(WORKERS::stop, "parfocal workers"));
    }
  }
}
