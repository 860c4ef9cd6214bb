package org.parfocal.executor.local.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A worker and its log.
 *
 * @param name of the worker
 * @param place from 0, of those that run at once each has another
 * @param process which runs it
 * @param log what it prints
 */
record WorkerProcess(String name, int place, Process process, Path log) {
  private static final Set<Integer> BY_ITSELF = Set.of(0, 5, 130, 143);
  private static final int SIGNALS = 128;
  private static final int KILLED = 9;
  private static final int TAIL = 2000;
  private static final int LINES = 3;

  /** How a worker ended. */
  enum End {
    /** Nothing was left to do, or somebody stopped it. */
    BY_ITSELF,
    /** It said why it cannot work, and others would say the same. */
    REFUSED,
    /** It crashed, or was killed. */
    CRASHED
  }

  static WorkerProcess start(String name, int place, ProcessBuilder builder, Path log)
      throws IOException {
    Process process =
        builder
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new WorkerProcess(name, place, process, log);
  }

  boolean hasEnded() {
    return !process.isAlive();
  }

  End end() {
    int code = process.exitValue();
    if (BY_ITSELF.contains(code)) {
      return End.BY_ITSELF;
    }
    return code > SIGNALS ? End.CRASHED : End.REFUSED;
  }

  /** Why it crashed, in words that follow "because". */
  String reason() {
    int signal = process.exitValue() - SIGNALS;
    String why =
        signal == KILLED
            ? "it was killed (signal 9), as the system does where memory runs out"
            : "it crashed (signal " + signal + ")";
    return why + "; see " + log;
  }

  /** The end of its log. */
  String lastWords() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL));
      byte[] tail = new byte[(int) Math.min(file.length(), TAIL)];
      file.readFully(tail);
      String[] lines = new String(tail, StandardCharsets.UTF_8).strip().split("\n");
      return Arrays.stream(lines)
          .skip(Math.max(0, lines.length - LINES))
          .map(line -> line.replaceFirst("^error: ", ""))
          .collect(Collectors.joining(" "));
    } catch (IOException e) {
      return "exit code " + process.exitValue();
    }
  }

  void stop() {
    process.destroy();
  }

  /** Ends it whatever it does, and waits for that. */
  void kill() {
    process.destroyForcibly();
    awaitEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
  }

  /** Waits until a time in nanoseconds, and kills it then. */
  void awaitEnd(long limit) {
    boolean interrupted = Thread.interrupted();
    try {
      while (process.isAlive()) {
        try {
          if (!process.waitFor(limit - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            process.destroyForcibly();
            process.waitFor(1, TimeUnit.SECONDS);
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
