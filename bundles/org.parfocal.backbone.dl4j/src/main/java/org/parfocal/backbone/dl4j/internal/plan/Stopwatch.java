package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures the algorithms of one convolution, each as a network of its own, in turns and
 * repeatedly; the quickest run of each counts, because what disturbs a run only makes it slower.
 */
final class Stopwatch {
  /** Multiplications of a run: a few milliseconds, long enough to be measured. */
  private static final long COST = 300_000_000;

  private static final int MOST_IMAGES = 32;
  private static final int ROUNDS = 5;

  /** What replaces the engine's own way has to be this much quicker. */
  private static final double CLEARLY = 0.9;

  private final LayerGraph network;
  private final Geometry geometry;
  private final boolean inputGradient;
  private final int threads;

  Stopwatch(Geometry geometry, boolean inputGradient, int threads) {
    this.geometry = geometry;
    this.inputGradient = inputGradient;
    this.threads = threads;
    Node image = new Node("image", new Operation.Input(), List.of(), geometry.in());
    SlidingWindow window = geometry.window();
    Node convolution =
        new Node(
            "convolution",
            new Operation.Convolution(Operation.Convolution.Kind.PLAIN, window, "weight", null),
            List.of(image),
            geometry.out());
    ParameterLayout weight =
        new ParameterLayout(
            "weight",
            "convolution",
            ParameterLayout.Role.CONVOLUTION,
            window.height(),
            window.width(),
            geometry.in().channels(),
            geometry.out().channels());
    network = new LayerGraph(List.of(image, convolution), List.of(weight));
  }

  /** The algorithms to use. */
  Algorithms quickest() {
    List<Algorithms> candidates = new ArrayList<>();
    candidates.add(Algorithms.DIRECT);
    if (inputGradient && geometry.invertible()) {
      candidates.add(new Algorithms(Algorithms.Forward.UNFOLDED, Algorithms.Backward.TRANSPOSED));
    }
    candidates.add(Algorithms.WITHOUT_ENGINE);
    try (Parameters parameters = new Parameters(network.parameters(), Set.of("convolution"), 1);
        FoldedNorms norms = new FoldedNorms(network, parameters)) {
      double[][] times = measure(candidates, parameters, norms);
      return new Algorithms(
          candidates.get(best(times[0])).forward(), candidates.get(best(times[1])).backward());
    }
  }

  /** Seconds forward and backward of each candidate. */
  private double[][] measure(
      List<Algorithms> candidates, Parameters parameters, FoldedNorms norms) {
    double[][] times = new double[2][candidates.size()];
    Arrays.fill(times[0], Double.POSITIVE_INFINITY);
    Arrays.fill(times[1], Double.POSITIVE_INFINITY);
    int images = (int) Math.max(1, Math.min(MOST_IMAGES, COST / geometry.cost()));
    List<Plan> plans = new ArrayList<>();
    List<Compiler> compilers = new ArrayList<>();
    long numbers = 0;
    for (Algorithms candidate : candidates) {
      Compiler compiler =
          new Compiler(
              network,
              parameters,
              norms,
              (some, wanted) -> candidate,
              threads,
              images,
              true,
              inputGradient);
      compilers.add(compiler);
      numbers = Math.max(numbers, compiler.draft().place());
    }
    try (INDArray memory = Nd4j.zeros(DataType.FLOAT, numbers)) {
      compilers.forEach(compiler -> plans.add(compiler.draft().build(memory)));
      for (int round = 0; round <= ROUNDS; round++) {
        for (int index = 0; index < plans.size(); index++) {
          double forward = seconds(plans.get(index)::forward);
          double backward = seconds(plans.get(index)::backward);
          if (round > 0) { // the first makes the engine's primitives
            times[0][index] = Math.min(times[0][index], forward);
            times[1][index] = Math.min(times[1][index], backward);
          }
        }
      }
    } finally {
      plans.forEach(Plan::close);
    }
    return times;
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** The quickest, if it is clearly quicker than the first. */
  private static int best(double[] times) {
    int best = 0;
    for (int index = 1; index < times.length; index++) {
      if (times[index] < CLEARLY * times[0] && times[index] < times[best]) {
        best = index;
      }
    }
    return best;
  }
}
