package org.parfocal.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the start of each engine, and looks whether its memory grows while it trains. */
@Command(
    name = "steady",
    description = {
      "Starts each engine anew and trains: a Markdown table of the seconds from its start to the"
          + " end of the first step, and of its memory before and after many steps. Fails if the"
          + " memory of the first engine grew."
    },
    sortOptions = false)
final class SteadyCommand implements Callable<Integer> {
  /** A training has made and recorded all it needs by then. */
  private static final int WARM_UP_STEPS = 20;

  /** What a process may take by the way. */
  private static final double MOST_MEBIBYTES = 1;

  @Option(names = "--backbone", description = "Default: ${DEFAULT-VALUE}")
  String backbone = "resnet18";

  @Option(names = "--size", description = "Pixels. Default: ${DEFAULT-VALUE}")
  int size = 224;

  @Option(names = "--batch", description = "Images. Default: ${DEFAULT-VALUE}")
  int batch = 128;

  @Option(names = "--steps", description = "Training steps. Default: ${DEFAULT-VALUE}")
  int steps = 1000;

  @Option(names = "--engines", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> engines = List.of("parfocal");

  @Option(names = "--threads", description = "Native threads. Default: ${DEFAULT-VALUE}")
  int threads = Runtime.getRuntime().availableProcessors();

  @Spec CommandSpec spec = CommandSpec.create();

  /** What was seen of one engine. */
  record Course(Peer peer, double secondsToFirstStep, double before, double after) {
    boolean grew() {
      return after - before > MOST_MEBIBYTES;
    }

    String row() {
      return String.format(
          Locale.ROOT,
          "| `%s` | %.1f | %.0f | %.0f%s |%n",
          peer,
          secondsToFirstStep,
          before,
          after,
          grew() ? " **grew**" : "");
    }
  }

  @Override
  public Integer call() {
    print("%s, %d steps%n%n".formatted(workload(), steps));
    print(
        "| engine | s to the end of the first step | peak MiB after %d steps | after all |%n"
            .formatted(WARM_UP_STEPS));
    print("|---|--:|--:|--:|%n".formatted());
    List<Course> courses =
        engines.stream()
            .map(Peer::of)
            .map(this::course)
            .peek(course -> print(course.row()))
            .toList();
    return courses.get(0).grew() ? 1 : 0;
  }

  private Workload workload() {
    return new Workload(backbone, size, batch, Workload.Mode.TRAIN);
  }

  private Course course(Peer peer) {
    long start = System.nanoTime();
    try (RunningPeer running = new RunningPeer(peer, Benchmark.home(), threads)) {
      running.prepare(workload());
      running.run(1);
      double seconds = (System.nanoTime() - start) / 1e9;
      running.run(WARM_UP_STEPS);
      double before = running.peakMebibytes();
      running.run(steps);
      return new Course(peer, seconds, before, running.peakMebibytes());
    }
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
