package org.parfocal.benchmarks.libtorch;

import java.io.IOException;
import java.util.List;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.parfocal.benchmarks.Worker;

/** Serves libtorch; arguments: {@code channels-last}, {@code double}. */
public final class Main {
  private Main() {}

  /** Serves until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    List<String> options = List.of(arguments);
    for (String option : options) {
      if (!List.of("channels-last", "double").contains(option)) {
        throw new IllegalArgumentException(
            "libtorch has no option " + option + "; it has channels-last and double.");
      }
    }
    Worker.serve(
        new LibtorchEngine(
            options.contains("double") ? ScalarType.Double : ScalarType.Float,
            options.contains("channels-last")));
  }
}
