package org.parfocal.executor.spark.internal.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.parfocal.executor.spark.internal.driver.TaskEnd.Kind;

/**
 * A worker process that is asked for one job after the other: a line on its standard input with the
 * job's name, or an empty one, is a request, a line on its standard output the answer.
 */
final class WarmWorker {
  private static final Set<Integer> BY_ITSELF = Set.of(0, 5, 130, 143);
  private static final int SIGNALS = 128;
  private static final int PATIENCE_SECONDS = 20;
  private static final int TAIL = 2000;
  private static final int LINES = 3;
  private static final String NOTHING = "nothing";
  private static final Pattern ANSWER = Pattern.compile("(done|failed) .+|" + NOTHING);

  private final String name;
  private final String gpus;
  private final Path log;
  private final Process process;
  private final Writer requests;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private WarmWorker(String name, String gpus, Path log, Process process) {
    this.name = name;
    this.gpus = gpus;
    this.log = log;
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, name);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts one.
   *
   * @param gpus numbers of those that it may use; empty for what the machine shows it
   */
  static WarmWorker start(WorkerCommand command, String name, String gpus) throws IOException {
    Path log = command.log(name);
    Files.createDirectories(log.getParent());
    List<String> words = new ArrayList<>(command.words());
    words.addAll(List.of("--worker", name));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(Path.of(command.directory()).toFile())
            .redirectError(Redirect.appendTo(log.toFile()));
    // Chosen for the processor of another machine; bin/parfocal chooses again.
    builder.environment().remove("OPENBLAS_CORETYPE");
    builder.environment().putAll(command.variables());
    if (!gpus.isEmpty()) {
      builder.environment().put("CUDA_VISIBLE_DEVICES", gpus);
    }
    return new WarmWorker(name, gpus, log, builder.start());
  }

  String name() {
    return name;
  }

  String gpus() {
    return gpus;
  }

  boolean lives() {
    return process.isAlive();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (ANSWER.matcher(line).matches()) { // native libraries print there, too
          answers.add(line);
        }
      }
    } catch (IOException e) {
      // Its end is told below.
    } finally {
      answers.add("");
    }
  }

  /**
   * Has it run a job.
   *
   * @param request the job's name; empty for any that nobody works on
   * @throws InterruptedException if the task was cancelled; the worker has been stopped then
   */
  TaskEnd job(String request) throws InterruptedException {
    try {
      String answer = asked(request);
      if (answer.isEmpty()) {
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return end(process.isAlive() ? SIGNALS : process.exitValue());
      }
      return new TaskEnd(answer.equals(NOTHING) ? Kind.NOTHING : Kind.JOB, name, "");
    } catch (InterruptedException e) {
      stop();
      throw e;
    }
  }

  private String asked(String request) throws InterruptedException {
    try {
      requests.write(request + "\n");
      requests.flush();
    } catch (IOException e) {
      return "";
    }
    return answers.take();
  }

  private TaskEnd end(int code) {
    if (BY_ITSELF.contains(code)) {
      return new TaskEnd(Kind.NOTHING, name, "");
    }
    return code > SIGNALS
        ? new TaskEnd(
            Kind.LOST,
            name,
            "it was ended by signal %d on %s; see %s".formatted(code - SIGNALS, Host.name(), log))
        : new TaskEnd(Kind.REFUSED, name, lastWords());
  }

  /** The end of its log. */
  private String lastWords() {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(Math.max(0, Files.size(log) - TAIL));
      List<String> lines = new String(in.readNBytes(TAIL), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
          .map(line -> line.replaceFirst("^error: ", ""))
          .collect(Collectors.joining(" "));
    } catch (IOException e) {
      return "it says nothing in " + log;
    }
  }

  /** Stops it, so that its job is recorded as stopped. */
  void stop() {
    process.destroy();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
