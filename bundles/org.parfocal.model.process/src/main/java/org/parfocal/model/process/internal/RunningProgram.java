package org.parfocal.model.process.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that was started. When this is closed it has ended, and what it started with it. */
final class RunningProgram implements AutoCloseable {
  private static final long SHORTEST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 200;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int SIGNALS = 128;
  private static final int KILLED = 9;

  private final Process process;
  private final ProgramLog log;
  private final Duration time;
  private final Runnable stop;
  private final long begun = System.nanoTime();
  private final Set<ProcessHandle> children = new HashSet<>();

  RunningProgram(Process process, ProgramLog log, Bounds bounds, Runnable stop) {
    this.process = process;
    this.log = log;
    this.time = bounds.time();
    this.stop = stop;
  }

  /**
   * Waits for its end.
   *
   * @return what went wrong, as the verb of a sentence; empty if it ended well
   */
  Optional<String> await() {
    long pause = SHORTEST_PAUSE_MILLIS;
    try {
      while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(children::add);
        stop.run();
        if (System.nanoTime() - begun > time.toNanos()) {
          return Optional.of(
              "was ended after %s minutes (model.minutes)"
                  .formatted(Math.round(time.toMillis() / 600.0) / 100.0));
        }
        if (log.isTooLong()) {
          return Optional.of("was ended because it printed more than 64 MiB");
        }
        pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("stopped by the user").initCause(e);
    }
    return ended(process.exitValue());
  }

  private static Optional<String> ended(int code) {
    if (code == 0) {
      return Optional.empty();
    }
    return Optional.of(
        code == SIGNALS + KILLED
            ? "was killed (signal 9), as the system does where memory runs out,"
            : code > SIGNALS
                ? "crashed (signal %d)".formatted(code - SIGNALS)
                : "ended with exit code %d".formatted(code));
  }

  @Override
  public void close() {
    process.descendants().forEach(children::add);
    children.add(process.toHandle());
    living().forEach(ProcessHandle::destroy);
    long limit = System.nanoTime() + PATIENCE_NANOS;
    boolean interrupted = Thread.interrupted();
    while (living().findAny().isPresent() && System.nanoTime() < limit) {
      try {
        Thread.sleep(SHORTEST_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    living().forEach(ProcessHandle::destroyForcibly);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Stream<ProcessHandle> living() {
    return children.stream().filter(ProcessHandle::isAlive);
  }
}
