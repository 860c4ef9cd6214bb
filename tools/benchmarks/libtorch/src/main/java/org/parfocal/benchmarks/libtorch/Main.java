package org.parfocal.benchmarks.libtorch;

import java.io.IOException;
import java.util.List;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.parfocal.benchmarks.Worker;

/** Serves libtorch; arguments: {@code channels-last}, {@code double}, {@code embed-once}. */
public final class Main {
  private static final List<String> OPTIONS = List.of("channels-last", "double", "embed-once");

  private Main() {}

  /** Serves until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    List<String> options = List.of(arguments);
    for (String option : options) {
      if (!OPTIONS.contains(option)) {
        throw new IllegalArgumentException(
            "libtorch has no option " + option + "; it has " + String.join(", ", OPTIONS) + ".");
      }
    }
    Worker.serve(
        new LibtorchEngine(
            options.contains("double") ? ScalarType.Double : ScalarType.Float,
            options.contains("channels-last"),
            options.contains("embed-once")));
  }
}
