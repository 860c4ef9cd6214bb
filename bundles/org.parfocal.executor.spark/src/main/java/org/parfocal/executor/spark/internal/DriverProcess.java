package org.parfocal.executor.spark.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The process of Spark's driver, which is spoken with in lines. */
final class DriverProcess {
  private static final int PATIENCE_SECONDS = 40;
  private static final long MOST_LOG = 64L << 20;

  /** What of a log tells why, the best first: a machine's executor, Spark, Java. */
  private static final List<Pattern> TROUBLES =
      List.of(
          Pattern.compile("is now FAILED \\((.+)\\)"),
          Pattern.compile(" ERROR [^:]*: (.+)"),
          Pattern.compile("^(?:Exception in thread \\S+ |Error: )(.+)"));

  private final Process process;
  private final Path log;
  private final Writer in;
  private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

  private DriverProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "Spark's driver");
    reader.setDaemon(true);
    reader.start();
  }

  static DriverProcess start(
      List<String> command, Path directory, Map<String, String> variables, Path log)
      throws IOException {
    Files.createDirectories(log.getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(Redirect.to(log.toFile()));
    builder.environment().putAll(variables);
    return new DriverProcess(builder.start(), log);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
      }
    } catch (IOException e) {
      // Its end is seen by the process.
    }
  }

  /** What it said since the last call. */
  List<String> said() {
    List<String> lines = new ArrayList<>();
    for (String line = said.poll(); line != null; line = said.poll()) {
      lines.add(line);
    }
    return lines;
  }

  void say(String line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      // It has ended, which is seen by the process.
    }
  }

  /** Its exit code, once it has ended. */
  Optional<Integer> exit() {
    return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
  }

  Path log() {
    return log;
  }

  /** What its log says went wrong; or empty. */
  String lastWords() {
    return TROUBLES.stream().map(this::last).flatMap(Optional::stream).findFirst().orElse("");
  }

  private Optional<String> last(Pattern trouble) {
    try {
      if (Files.size(log) > MOST_LOG) {
        return Optional.empty();
      }
      try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
        return lines
            .map(trouble::matcher)
            .filter(Matcher::find)
            .reduce((before, found) -> found)
            .map(found -> found.group(1).strip());
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Lets it stop its tasks, and kills it if that takes too long. */
  void close() {
    boolean interrupted = Thread.interrupted();
    try {
      in.close();
    } catch (IOException e) {
      // It has ended.
    }
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
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
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
