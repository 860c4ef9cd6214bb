package org.parfocal.benchmarks.cuda;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.parfocal.benchmarks.Worker;
import org.parfocal.cuda.internal.device.Libraries;
import org.parfocal.launcher.cuda.CudaCheck;
import org.parfocal.launcher.cuda.CudaStatus;
import org.parfocal.plan.Precision;

/**
 * Serves the engine on cuDNN; argument: {@code strict} for floats without TF32, or {@code
 * bfloat16}. The libraries are those that the program would take, or those that
 * PARFOCAL_CUDA_LIBRARIES names, in an order in which each comes after those that it needs.
 */
public final class Main {
  private static final List<String> OPTIONS = List.of("strict", "bfloat16");

  private Main() {}

  /** Serves until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    List<String> options = List.of(arguments);
    for (String option : options) {
      if (!OPTIONS.contains(option)) {
        throw new IllegalArgumentException(
            "cuda has no option " + option + "; it has " + String.join(", ", OPTIONS) + ".");
      }
    }
    Path cache = Path.of(System.getProperty("java.io.tmpdir"), "parfocal-gpu-check");
    Libraries.load(libraries(), cache.resolve("natives"));
    Worker.serve(new CudaBenchmark(precision(options), cache));
  }

  private static Precision precision(List<String> options) {
    if (options.contains("bfloat16")) {
      return Precision.BFLOAT16;
    }
    return options.contains("strict") ? Precision.STRICT : Precision.FLOAT32;
  }

  /** In the order in which they are loaded. */
  static List<Path> libraries() {
    String named = System.getenv().getOrDefault("PARFOCAL_CUDA_LIBRARIES", "");
    if (!named.isEmpty()) {
      return Arrays.stream(named.split(File.pathSeparator)).map(Path::of).toList();
    }
    CudaStatus status = CudaCheck.ofThisMachine().status(Set.of("cudnn"), false);
    if (!status.usable()) {
      throw new IllegalStateException(status.sentence());
    }
    return status.libraries();
  }
}
