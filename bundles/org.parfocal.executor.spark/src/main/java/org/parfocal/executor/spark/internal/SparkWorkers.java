package org.parfocal.executor.spark.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.WorkOrder.OpenJob;
import org.parfocal.api.Workers;
import org.parfocal.executor.spark.internal.driver.Driver;
import org.parfocal.executor.spark.internal.driver.TaskEnd;

/**
 * The workers of one run in Spark. As long as there are jobs, Spark has a task for each worker, and
 * one more that waits, so that none is idle until this class looks again.
 */
final class SparkWorkers implements Workers {
  private static final long START_NANOS = TimeUnit.MINUTES.toNanos(3);

  /** When nothing was left that nobody works on, that is asked again after this time. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int MANY_IN_VAIN = 3;

  private final ClusterSettings settings;
  private final NamedJobs named;
  private final DriverProcess driver;
  private final LongSupplier clock;
  private final long started;
  private boolean isReady;
  private int executors;
  private int tasks;
  private int inVain;
  private boolean idle;
  private long idleSince;

  SparkWorkers(
      ClusterSettings settings, List<OpenJob> jobs, DriverProcess driver, LongSupplier clock) {
    this.settings = settings;
    this.named = new NamedJobs(jobs);
    this.driver = driver;
    this.clock = clock;
    this.started = clock.getAsLong();
  }

  /**
   * Starts Spark's driver.
   *
   * @param adapter the jar that Spark's processes need
   * @param clock in nanoseconds
   */
  static SparkWorkers start(
      WorkOrder order,
      ClusterSettings settings,
      SparkHome spark,
      Path adapter,
      LongSupplier clock) {
    String run = "spark-" + UUID.randomUUID().toString().substring(0, 4);
    Path log = order.logs().resolve(run + "-driver.log");
    List<String> command = DriverCommand.of(order, settings, spark, adapter, run, System.getenv());
    try {
      Map<String, String> variables = Map.of("SPARK_HOME", spark.folder().toString());
      return new SparkWorkers(
          settings,
          settings.apart() ? order.jobs() : List.of(),
          DriverProcess.start(command, order.directory(), variables, log),
          clock);
    } catch (IOException e) {
      throw new OutputException(
          "Spark's driver cannot be started: %s.".formatted(e.getMessage()), e);
    }
  }

  @Override
  public List<Lost> poll(int open) {
    List<Lost> lost = new ArrayList<>();
    driver.said().forEach(line -> heard(line, lost));
    if (driver.exit().isPresent()) {
      throw failed("ended");
    }
    if (!isReady && clock.getAsLong() - started > START_NANOS) {
      throw failed(
          "was not taken within %d s".formatted(TimeUnit.NANOSECONDS.toSeconds(START_NANOS)));
    }
    ask(open);
    return lost;
  }

  private PluginException failed(String what) {
    String words = driver.lastWords();
    boolean otherVersion =
        words.contains("InvalidClassException") || words.contains("serialVersionUID");
    return new PluginException(
        "Spark's driver %s%s%s. Its log is %s."
            .formatted(
                what,
                words.isEmpty() ? "" : ": " + words.replaceFirst("\\.$", ""),
                otherVersion
                    ? " (the cluster at %s is of another version; executor.spark-home must name its own)"
                        .formatted(settings.master().name())
                    : "",
                driver.log()));
  }

  private void heard(String line, List<Lost> lost) {
    if (line.startsWith(Driver.READY)) {
      isReady = true;
    } else if (line.startsWith(Driver.EXECUTORS)) {
      executors = Integer.parseInt(line.substring(Driver.EXECUTORS.length()));
    } else {
      ended(TaskEnd.of(line), lost);
    }
  }

  private void ended(TaskEnd end, List<Lost> lost) {
    named.ended(end);
    switch (end.kind()) {
      case JOB -> inVain = 0;
      case NOTHING -> {
        idle = true;
        idleSince = clock.getAsLong();
      }
      case LOST, EXECUTOR_LOST -> {
        if (!settings.apart()) {
          lost.add(new Lost(end.worker(), end.reason()));
        }
      }
      case REFUSED ->
          throw new PluginException("The workers in Spark cannot work: " + end.reason());
      case ABORTED -> {
        if (++inVain >= MANY_IN_VAIN) {
          throw new PluginException(
              "Spark gave up %d tasks, and no job ended: %s".formatted(inVain, end.reason()));
        }
      }
    }
    if (end.kind() != TaskEnd.Kind.EXECUTOR_LOST) {
      tasks--;
    }
  }

  private void ask(int open) {
    if (idle && clock.getAsLong() - idleSince < PAUSE_NANOS) {
      return;
    }
    idle = false;
    int most = Math.min(open, 2 * settings.workers());
    while (isReady && tasks < most && (!settings.apart() || named.waits())) {
      driver.say(Driver.TASK + (settings.apart() ? named.next().line() : ""));
      tasks++;
    }
  }

  @Override
  public String state() {
    if (!isReady) {
      return "Spark starts";
    }
    if (executors == 0) {
      return "Spark has given no machine with %d free cores yet".formatted(settings.threads());
    }
    return executors == 1 ? "1 Spark executor" : executors + " Spark executors";
  }

  @Override
  public void close() {
    driver.close();
  }
}
