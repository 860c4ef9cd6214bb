package org.parfocal.benchmarks.cuda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.parfocal.cuda.internal.device.Libraries;
import org.parfocal.cuda.internal.network.CudaNetwork;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.Node;
import org.parfocal.plan.Precision;
import org.parfocal.plan.architecture.NetworkArchitecture;
import org.parfocal.plan.reference.Comparison;
import org.parfocal.plan.reference.SampleNetworks;

/**
 * Compares each operation, forward and backward, with the reference in double precision. With names
 * of backbones as arguments, those: rounding adds up in them, so that no bound is told.
 */
public final class Operations {
  private static final int IMAGES = 4;
  private static final int SMALLEST = 32;

  private Operations() {}

  /** Prints a table; exits with 1 where an operation is beyond the bound of its precision. */
  public static void main(String[] arguments) throws IOException {
    Path cache = Path.of(System.getProperty("java.io.tmpdir"), "parfocal-gpu-check");
    Libraries.load(Main.libraries(), cache.resolve("natives"));
    System.out.println("Distance from float64: ‖a − b‖/‖b‖.\n");
    System.out.println("| network | numbers | bound | inference | training | gradients | |");
    System.out.println("|---|---|--:|--:|--:|--:|---|");
    boolean hold = true;
    for (Map.Entry<String, LayerGraph> one : networks(arguments).entrySet()) {
      Set<String> all = one.getValue().nodes().stream().map(Node::name).collect(Collectors.toSet());
      Comparison comparison = new Comparison(one.getValue(), all, IMAGES, 1);
      for (Precision precision : Precision.values()) {
        try (CudaNetwork made = new CudaNetwork(one.getValue(), all, 1, precision, cache)) {
          Comparison.Distance distance = comparison.distance(comparison.outcome(made));
          double bound = arguments.length == 0 ? bound(precision) : 0;
          hold &= report(one.getKey(), precision, bound, distance);
        }
      }
    }
    System.exit(hold ? 0 : 1);
  }

  private static Map<String, LayerGraph> networks(String... backbones) {
    if (backbones.length == 0) {
      return SampleNetworks.ofEachOperation();
    }
    Map<String, LayerGraph> networks = new LinkedHashMap<>();
    for (String name : backbones) {
      NetworkArchitecture architecture =
          Objects.requireNonNull(CudaBenchmark.ARCHITECTURES.get(name), name);
      int size = Math.max(SMALLEST, architecture.minimumImageSize());
      networks.put(name, architecture.network(size).layers());
    }
    return networks;
  }

  private static double bound(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> 1e-3;
      case STRICT -> 1e-5;
      case BFLOAT16 -> 2e-2;
    };
  }

  private static boolean report(
      String name, Precision precision, double bound, Comparison.Distance distance) {
    double[] parts = {distance.inferred(), distance.trained(), distance.gradients()};
    boolean bounded = bound > 0;
    // False for what is not a number.
    boolean holds = Arrays.stream(parts).allMatch(part -> part <= bound);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.1e | %.1e | %.1e | %s |%n",
        name,
        precision.name().toLowerCase(Locale.ROOT),
        bounded ? String.format(Locale.ROOT, "%.0e", bound) : "–",
        parts[0],
        parts[1],
        parts[2],
        !bounded ? "–" : holds ? "holds" : "**differs**");
    return holds || !bounded;
  }
}
