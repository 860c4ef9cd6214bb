package org.parfocal.executor.local.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.api.WorkOrder;
import org.parfocal.api.Workers;

/** The worker processes of one run, each in its place. */
final class LocalWorkers implements Workers {
  /** What a worker has to record that it was stopped, and a little more. */
  private static final long PATIENCE_SECONDS = 25;

  /** A worker that found nothing to do is not started again at once. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final WorkOrder order;
  private final String memory;
  private final WorkerGpus gpus;
  private final Optional<Duration> jobTime;
  private final int places;
  private final String run = UUID.randomUUID().toString().substring(0, 4);
  private final List<WorkerProcess> running = new ArrayList<>();
  private int started;
  private long idleSince = System.nanoTime() - PAUSE_NANOS;

  LocalWorkers(
      WorkOrder order, int places, String memory, Optional<Duration> jobTime, WorkerGpus gpus) {
    this.order = order;
    this.jobTime = jobTime;
    this.places = places;
    this.memory = memory;
    this.gpus = gpus;
    fill(order.open());
  }

  @Override
  public List<Lost> poll(int open) {
    List<Lost> lost = new ArrayList<>();
    for (WorkerProcess worker : List.copyOf(running)) {
      if (worker.hasEnded()) {
        running.remove(worker);
        switch (worker.end()) {
          case BY_ITSELF -> idleSince = System.nanoTime();
          case REFUSED ->
              throw new PluginException(
                  "Worker %s cannot work: %s".formatted(worker.name(), worker.lastWords()));
          case CRASHED -> lost.add(new Lost(worker.name(), worker.reason()));
        }
      }
    }
    fill(open);
    return lost;
  }

  private void fill(int open) {
    if (System.nanoTime() - idleSince < PAUSE_NANOS) {
      return;
    }
    while (running.size() < Math.min(places, open)) {
      running.add(next());
    }
  }

  private WorkerProcess next() {
    int place = 0;
    while (isTaken(place)) {
      place++;
    }
    started++;
    String name = "local-%s-%d".formatted(run, started);
    Path log = order.logs().resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(order.command(name)).directory(order.directory().toFile());
    String options = options(name);
    builder.environment().merge("PARFOCAL_OPTS", options, (before, own) -> before + " " + own);
    gpus.of(place).ifPresent(gpu -> builder.environment().put("CUDA_VISIBLE_DEVICES", gpu));
    try {
      Files.createDirectories(order.logs());
      return WorkerProcess.start(name, place, builder, log);
    } catch (IOException e) {
      close();
      throw new OutputException(
          "Worker %s cannot be started: %s.".formatted(name, e.getMessage()), e);
    }
  }

  /** Options of Java, which the start script takes apart at each space. */
  private String options(String name) {
    String report = order.logs().resolve(name + "-crash.log").toString();
    return (memory.isEmpty() ? "" : "-Xmx" + memory)
        + (report.contains(" ") ? "" : " -XX:ErrorFile=" + report);
  }

  private boolean isTaken(int place) {
    return running.stream().anyMatch(worker -> worker.place() == place);
  }

  @Override
  public Optional<Duration> jobTime() {
    return jobTime;
  }

  @Override
  public boolean end(String worker) {
    List<WorkerProcess> named =
        running.stream().filter(process -> process.name().equals(worker)).toList();
    named.forEach(WorkerProcess::kill);
    return running.removeAll(named);
  }

  @Override
  public String state() {
    return running.size() == 1 ? "1 worker" : running.size() + " workers";
  }

  @Override
  public void close() {
    running.forEach(WorkerProcess::stop);
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    running.forEach(worker -> worker.awaitEnd(limit));
    running.clear();
  }
}
