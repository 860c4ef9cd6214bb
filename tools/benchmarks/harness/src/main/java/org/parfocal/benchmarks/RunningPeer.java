package org.parfocal.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker process and the conversation with it. It computes only while it is being asked. */
final class RunningPeer implements AutoCloseable {
  private final Peer peer;
  private final Process process;
  private final PrintStream requests;
  private final BufferedReader answers;

  RunningPeer(Peer peer, Path home, int threads) {
    this.peer = peer;
    try {
      process = peer.process(home, threads).start();
    } catch (IOException e) {
      throw new EngineException("%s could not be started: %s".formatted(peer, e.getMessage()));
    }
    requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  Peer peer() {
    return peer;
  }

  String describe() {
    return ask("describe");
  }

  void prepare(Workload workload) {
    ask("prepare " + workload);
  }

  /** Milliseconds of each of so many steps. */
  double[] run(int steps) {
    return numbers(ask("run " + steps));
  }

  /** Milliseconds of the whole training, as the only element. */
  double[] trainHead(int epochs) {
    return numbers(ask("head " + epochs));
  }

  double[] losses(int steps) {
    return numbers(ask("losses " + steps));
  }

  double peakMebibytes() {
    return Double.parseDouble(ask("memory"));
  }

  void assign(Path file) {
    ask("assign " + file);
  }

  /** What the worker writes at {@code tensors}, {@code embeddings} or {@code gradients}. */
  Map<String, Values> values(String what, Path file) throws IOException {
    ask(what + " " + file);
    return Values.read(file);
  }

  private static double[] numbers(String answer) {
    return Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private String ask(String request) {
    requests.println(request);
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(Worker.ANSWER)) {
          return line.substring(Worker.ANSWER.length());
        }
        if (line.startsWith(Worker.FAILURE)) {
          throw new EngineException(
              "%s failed at '%s': %s"
                  .formatted(peer, request, line.substring(Worker.FAILURE.length())));
        }
        System.err.println(peer + ": " + line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new EngineException("%s ended at '%s'; see its output above".formatted(peer, request));
  }

  @Override
  public void close() {
    requests.close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
