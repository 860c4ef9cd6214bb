package org.parfocal.benchmarks;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Drives an engine by lines from standard input, and answers each with one line. Answers start with
 * {@link #ANSWER} or {@link #FAILURE}; libraries may print other lines in between.
 *
 * <ul>
 *   <li>{@code describe}: {@link Engine#description}
 *   <li>{@code prepare BACKBONE SIZE BATCH MODE}: {@link Engine#prepare}
 *   <li>{@code run N}: makes N steps; milliseconds of each
 *   <li>{@code head N}: {@link Engine#trainHead} for N epochs; milliseconds of all
 *   <li>{@code losses N}: makes N training steps; loss of each
 *   <li>{@code memory}: {@link Engine#peakMebibytes}
 *   <li>{@code assign FILE}: {@link Engine#assign} from {@link Values#read}
 *   <li>{@code tensors FILE}, {@code embeddings FILE}, {@code gradients FILE}: into {@link
 *       Values#write}
 * </ul>
 *
 * It ends with its input.
 */
public final class Worker {
  /** Begins the answer to a request. */
  static final String ANSWER = "> ";

  /** Begins the message of a request that failed. */
  static final String FAILURE = "! ";

  private final Engine engine;
  private Workload.Mode mode = Workload.Mode.INFER;

  private Worker(Engine engine) {
    this.engine = engine;
  }

  /** Serves an engine until the standard input ends. */
  public static void serve(Engine engine) throws IOException {
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Worker worker = new Worker(engine);
    try (BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        try {
          answers.println(ANSWER + worker.answer(List.of(line.split(" "))));
        } catch (RuntimeException | OutOfMemoryError e) {
          e.printStackTrace();
          answers.println(FAILURE + e.toString().lines().findFirst().orElse(""));
        }
      }
    }
  }

  private String answer(List<String> words) throws IOException {
    switch (words.get(0)) {
      case "describe":
        return engine.description();
      case "prepare":
        Workload workload = Workload.parse(words.subList(1, words.size()));
        mode = workload.mode();
        engine.prepare(workload);
        return "";
      case "run":
        return times(Integer.parseInt(words.get(1)));
      case "head":
        return head(Integer.parseInt(words.get(1)));
      case "losses":
        return losses(Integer.parseInt(words.get(1)));
      case "memory":
        return Double.toString(engine.peakMebibytes());
      case "assign":
        engine.assign(Values.read(Path.of(words.get(1))));
        return "";
      case "tensors":
        Values.write(Path.of(words.get(1)), engine.tensors());
        return "";
      case "embeddings":
        Values.write(Path.of(words.get(1)), Map.of("embeddings", engine.embeddings()));
        return "";
      case "gradients":
        Values.write(Path.of(words.get(1)), engine.gradients());
        return "";
      default:
        throw new IllegalArgumentException("Unknown request: " + String.join(" ", words));
    }
  }

  private String times(int steps) {
    StringJoiner milliseconds = new StringJoiner(" ");
    for (int i = 0; i < steps; i++) {
      long start = System.nanoTime();
      if (mode == Workload.Mode.TRAIN) {
        engine.train();
      } else {
        engine.infer();
      }
      milliseconds.add(Double.toString((System.nanoTime() - start) / 1e6));
    }
    return milliseconds.toString();
  }

  private String head(int epochs) {
    long start = System.nanoTime();
    double loss = engine.trainHead(epochs);
    double milliseconds = (System.nanoTime() - start) / 1e6;
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException("the loss of the head is " + loss);
    }
    return Double.toString(milliseconds);
  }

  private String losses(int steps) {
    StringJoiner losses = new StringJoiner(" ");
    for (int i = 0; i < steps; i++) {
      losses.add(Double.toString(engine.train()));
    }
    return losses.toString();
  }
}
