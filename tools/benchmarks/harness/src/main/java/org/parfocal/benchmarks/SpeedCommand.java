package org.parfocal.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints how fast each engine computes each workload. */
@Command(
    name = "speed",
    description = "Measures step times, engines in turns, and prints a Markdown table.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class SpeedCommand implements Callable<Integer> {
  @Option(names = "--backbones", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> backbones = List.of("small-cnn", "resnet18", "squeezenet1_0");

  @Option(names = "--sizes", split = ",", description = "Pixels. Default: ${DEFAULT-VALUE}")
  List<Integer> sizes = List.of(96, 224);

  @Option(names = "--batches", split = ",", description = "Images. Default: ${DEFAULT-VALUE}")
  List<Integer> batches = List.of(16, 32);

  @Option(names = "--modes", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> modes = List.of("train", "infer");

  @Option(names = "--engines", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> engines = List.of("parfocal", "libtorch", "libtorch+malloc");

  @Option(names = "--rounds", description = "Turns of each engine. Default: ${DEFAULT-VALUE}")
  int rounds = 9;

  @Option(
      names = "--round-seconds",
      description = "Length of a turn, one step at least. Default: ${DEFAULT-VALUE}")
  double roundSeconds = 1;

  @Option(
      names = "--warm-up-seconds",
      description = "Length of the warm-up, three steps at least. Default: ${DEFAULT-VALUE}")
  double warmUpSeconds = 3;

  @Option(names = "--threads", description = "Native threads. Default: ${DEFAULT-VALUE}")
  int threads = Runtime.getRuntime().availableProcessors();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<Peer> peers = engines.stream().map(Peer::of).toList();
    describe(peers);
    print("| backbone | px | batch | mode | engine | ms a step | 10–90 % | images/s | × libtorch");
    print(" | paired, 10–90 % | peak MiB |%n|---|--:|--:|---|---|--:|--:|--:|--:|--:|--:|%n");
    for (String backbone : backbones) {
      for (int size : sizes) {
        for (int batch : batches) {
          for (String mode : modes) {
            Workload workload = new Workload(backbone, size, batch, Workload.Mode.of(mode));
            report(workload, measure(peers, workload));
          }
        }
      }
    }
    return 0;
  }

  private void describe(List<Peer> peers) throws IOException {
    print("%s%n%n", Machine.describe());
    for (Peer peer : peers) {
      try (RunningPeer running = new RunningPeer(peer, Benchmark.home(), threads)) {
        print("* `%s`: %s%n", peer, running.describe());
      }
    }
    print("%nMedian of %d rounds; × libtorch: against the fastest `libtorch` of the row's", rounds);
    print(" workload, by medians, and by the median of the rounds' own ratios.%n%n");
  }

  /** In fresh processes, so that the peak of memory is this workload's. */
  private List<Measurement> measure(List<Peer> peers, Workload workload) throws IOException {
    List<RunningPeer> running = new ArrayList<>();
    try {
      for (Peer peer : peers) {
        running.add(new RunningPeer(peer, Benchmark.home(), threads));
      }
      return new Turns(rounds, warmUpSeconds, roundSeconds).measure(running, workload);
    } finally {
      running.forEach(RunningPeer::close);
    }
  }

  private void report(Workload workload, List<Measurement> measurements) {
    Measurement reference =
        measurements.stream()
            .filter(measurement -> measurement.peer().libtorch())
            .min(Comparator.comparingDouble(Measurement::step))
            .orElse(measurements.get(0));
    for (Measurement measurement : measurements) {
      Quantiles steps = measurement.steps();
      Quantiles paired = measurement.pairedSpeeds(reference);
      print(
          "| %s | %d | %d | %s | %s | %.1f | %.1f–%.1f | %.1f | %.2f | %.2f, %.2f–%.2f | %.0f |%n",
          workload.backbone(),
          workload.imageSize(),
          workload.batch(),
          workload.mode(),
          measurement.peer(),
          measurement.step(),
          steps.at(0.1),
          steps.at(0.9),
          1000 * workload.batch() / measurement.step(),
          measurement.speed(reference),
          paired.median(),
          paired.at(0.1),
          paired.at(0.9),
          measurement.peakMebibytes());
    }
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values).flush();
  }
}
