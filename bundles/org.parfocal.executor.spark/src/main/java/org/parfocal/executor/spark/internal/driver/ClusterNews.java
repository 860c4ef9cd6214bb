package org.parfocal.executor.spark.internal.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.parfocal.executor.spark.internal.driver.TaskEnd.Kind;

/** Tells of executors that come and go, and of workers that were lost with them. */
final class ClusterNews extends SparkListener {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int MOST_CHARACTERS = 100;

  private final WorkerCommand command;
  private final Consumer<String> say;
  private final Set<String> executors = new HashSet<>();
  private final Set<Long> running = new HashSet<>();

  ClusterNews(WorkerCommand command, Consumer<String> say) {
    this.command = command;
    this.say = say;
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
    executors.add(added.executorId());
    say.accept(Driver.EXECUTORS + executors.size());
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    executors.remove(removed.executorId());
    say.accept(Driver.EXECUTORS + executors.size());
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    running.add(start.taskInfo().taskId());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    long attempt = end.taskInfo().taskId();
    running.remove(attempt);
    notifyAll();
    if (end.reason() instanceof ExecutorLostFailure lost) {
      String worker = worker(command.note(attempt));
      if (!worker.isEmpty()) {
        String reason =
            "Spark lost executor %s on %s".formatted(lost.execId(), end.taskInfo().host());
        say.accept(new TaskEnd(Kind.EXECUTOR_LOST, worker, reason).line());
      }
    }
  }

  private static String worker(Path note) {
    try {
      String name = Files.size(note) > MOST_CHARACTERS ? "" : Files.readString(note);
      Files.delete(note);
      return name;
    } catch (IOException e) {
      return "";
    }
  }

  /** Waits as long as is decent until no task runs. */
  synchronized void awaitNoTask() throws InterruptedException {
    long limit = System.nanoTime() + PATIENCE_NANOS;
    while (!running.isEmpty() && System.nanoTime() < limit) {
      TimeUnit.NANOSECONDS.timedWait(this, limit - System.nanoTime());
    }
  }
}
