package org.parfocal.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints how fast Parfocal's input pipeline alone is: no network computes meanwhile. */
@Command(
    name = "input",
    description = "Measures the input pipeline alone and prints a Markdown table.",
    sortOptions = false)
final class InputCommand implements Callable<Integer> {
  private static final String MAIN = "org.parfocal.benchmarks.parfocal.InputBenchmark";

  @Option(names = "--sizes", split = ",", description = "Pixels. Default: ${DEFAULT-VALUE}")
  List<Integer> sizes = List.of(64, 96, 224);

  @Option(names = "--threads", split = ",", description = "Reading. Default: ${DEFAULT-VALUE}")
  List<Integer> threads = List.of(1, 2);

  @Option(names = "--batch", description = "Images. Default: ${DEFAULT-VALUE}")
  int batch = 32;

  @Option(names = "--passes", description = "Of each kind. Default: ${DEFAULT-VALUE}")
  int passes = 9;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    print("%s%n%n", Machine.describe());
    print("Images/s in batches of %d: median of %d passes, and 10–90 %%.", batch, passes);
    print(" First pass: 64 made-up PNG files of 700×460 pixels are decoded and cached;");
    print(" later passes read the cache on disk.");
    print(" Both transform as studies do by default, and normalise.%n%n");
    print("| px | threads | first pass | 10–90 %% | later passes | 10–90 %% |%n");
    print("|--:|--:|--:|--:|--:|--:|%n");
    for (int size : sizes) {
      for (int count : threads) {
        report(size, count);
      }
    }
    return 0;
  }

  /** In a fresh process with an empty cache. */
  private void report(int size, int count) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      List<String> arguments =
          Stream.concat(Stream.of(folder.path()), Stream.of(size, count, batch, passes))
              .map(Object::toString)
              .toList();
      Process process = Peer.of("parfocal").process(Benchmark.home(), 1, MAIN, arguments).start();
      List<Quantiles> speeds;
      try (BufferedReader answers = process.inputReader()) {
        speeds = answers.lines().map(InputCommand::numbers).toList();
      }
      if (process.onExit().join().exitValue() != 0) {
        throw new EngineException(
            "The input pipeline failed at %d pixels; see its output above".formatted(size));
      }
      print("| %d | %d %s%s|%n", size, count, cells(speeds.get(0)), cells(speeds.get(1)));
    }
  }

  private static Quantiles numbers(String line) {
    return new Quantiles(Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray());
  }

  private static String cells(Quantiles speed) {
    return String.format(
        Locale.ROOT, "| %.0f | %.0f–%.0f ", speed.median(), speed.at(0.1), speed.at(0.9));
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values).flush();
  }
}
