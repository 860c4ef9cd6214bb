package org.parfocal.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares each engine with a reference in float64, from the same weights and images. Rounding
 * alone can move a gradient far: a number that crosses zero switches a ReLU. What the reference's
 * library computes with the numbers of the engine is therefore the yardstick; an engine may differ
 * {@value #SLACK} times as much.
 */
@Command(
    name = "check",
    description = "Compares embeddings, gradients and losses with those in float64.",
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  private static final int SLACK = 3;

  @Option(names = "--backbones", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> backbones = Workload.BACKBONES;

  @Option(names = "--size", description = "Pixels. Default: ${DEFAULT-VALUE}")
  int size = 64;

  @Option(names = "--batch", description = "Images. Default: ${DEFAULT-VALUE}")
  int batch = 8;

  @Option(names = "--steps", description = "Training steps. Default: ${DEFAULT-VALUE}")
  int steps = 20;

  @Option(names = "--engines", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> engines = List.of("parfocal");

  @Option(names = "--reference", description = "In float64. Default: ${DEFAULT-VALUE}")
  String reference = "libtorch+double";

  @Option(
      names = "--yardstick",
      description = "The reference's library in less. Default: ${DEFAULT-VALUE}")
  String yardstick = "libtorch";

  @Option(
      names = "--tolerance",
      description =
          "Relative difference of embeddings and gradients that always holds; ten times as much"
              + " after several steps. Default: ${DEFAULT-VALUE}")
  double tolerance = 1e-4;

  @Option(names = "--threads", description = "Native threads. Default: ${DEFAULT-VALUE}")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--keep",
      description = "Ask the same processes again; not for parfocal and libtorch.")
  boolean keep;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    print(
        "Largest relative difference from `%s`; %d images of %d pixels, %d steps.%n%n",
        reference, batch, size, steps);
    print("| backbone | engine | embeddings | gradients | of the tensor | losses");
    print(" | statistics after | of the tensor | |%n|---|---|--:|--:|---|--:|--:|---|---|%n");
    boolean allHold = true;
    try (TemporaryFolder folder = TemporaryFolder.create();
        Lending lending = new Lending(threads, keep)) {
      for (String backbone : backbones) {
        allHold &=
            check(new Workload(backbone, size, batch, Workload.Mode.TRAIN), folder.path(), lending);
      }
    }
    return allHold ? 0 : 1;
  }

  private boolean check(Workload workload, Path folder, Lending lending) throws IOException {
    Path weights = folder.resolve("weights");
    writeWeights(workload, weights, lending);
    Results exact = results(Peer.of(reference), workload, weights, lending);
    Peer library = Peer.of(yardstick);
    Accuracy rounding = Accuracy.of(results(library, workload, weights, lending), exact);
    report(workload, library, rounding, "rounding");
    boolean allHold = true;
    for (Peer engine : engines.stream().map(Peer::of).toList()) {
      Accuracy accuracy = Accuracy.of(results(engine, workload, weights, lending), exact);
      boolean holds = accuracy.within(rounding, SLACK, tolerance);
      report(workload, engine, accuracy, holds ? "holds" : "**differs**");
      allHold &= holds;
    }
    return allHold;
  }

  /** The first engine tells names and shapes; one that has others refuses the weights. */
  private void writeWeights(Workload workload, Path file, Lending lending) throws IOException {
    try (RunningPeers all = lending.lend(List.of(Peer.of(engines.get(0))))) {
      RunningPeer first = all.all().get(0);
      first.prepare(workload);
      Values.write(file, Example.weights(first.values("tensors", file)));
    }
  }

  private Results results(Peer peer, Workload workload, Path weights, Lending lending)
      throws IOException {
    Path file = weights.resolveSibling("answer");
    try (RunningPeers all = lending.lend(List.of(peer))) {
      RunningPeer running = all.all().get(0);
      running.prepare(workload);
      running.assign(weights);
      Map<String, Values> embeddings = running.values("embeddings", file);
      Map<String, Values> gradients = running.values("gradients", file);
      running.assign(weights); // statistics may have moved
      double[] losses = running.losses(steps);
      Map<String, Values> statistics = running.values("tensors", file);
      statistics.keySet().removeIf(name -> !name.contains(".running_"));
      return new Results(embeddings, gradients, losses, statistics);
    }
  }

  private void report(Workload workload, Peer engine, Accuracy accuracy, String verdict) {
    print(
        "| %s | %s | %.1e | %.1e | %s | %.1e | %.1e | %s | %s |%n",
        workload.backbone(),
        engine,
        accuracy.embeddings().relative(),
        accuracy.gradients().relative(),
        accuracy.gradients().tensor(),
        accuracy.losses(),
        accuracy.statistics().relative(),
        accuracy.statistics().tensor(),
        verdict);
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values).flush();
  }
}
