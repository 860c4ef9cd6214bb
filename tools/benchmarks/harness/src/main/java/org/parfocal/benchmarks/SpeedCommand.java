package org.parfocal.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints how fast each engine computes each workload. */
@Command(
    name = "speed",
    description = {
      "Measures step times, engines in turns, and prints a Markdown table as it goes: the first"
          + " engine beside each of the others."
    },
    sortOptions = false)
final class SpeedCommand implements Callable<Integer> {
  @Option(names = "--backbones", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> backbones = Workload.BACKBONES;

  @Option(names = "--sizes", split = ",", description = "Pixels. Default: ${DEFAULT-VALUE}")
  List<Integer> sizes = List.of(96, 224);

  @Option(names = "--batches", split = ",", description = "Images. Default: ${DEFAULT-VALUE}")
  List<Integer> batches = List.of(16, 32);

  @Option(names = "--modes", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<Workload.Mode> modes = List.of(Workload.Mode.values());

  @Option(names = "--engines", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> engines =
      List.of("parfocal", "libtorch", "libtorch+malloc", "libtorch+channels-last+malloc");

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

  @Option(
      names = "--keep",
      description = "Ask the same processes again; not for parfocal and libtorch.")
  boolean keep;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<Peer> peers = engines.stream().map(Peer::of).toList();
    describe(peers);
    SpeedTable table = new SpeedTable(peers);
    print(table.header());
    boolean complete = true;
    try (Lending lending = new Lending(threads, keep)) {
      for (String backbone : backbones) {
        for (int size : sizes) {
          for (int batch : batches) {
            for (Workload.Mode mode : modes) {
              complete &= report(table, new Workload(backbone, size, batch, mode), lending);
            }
          }
        }
      }
    }
    return complete ? 0 : 1;
  }

  /**
   * Prints the row at once, so that it stays when a later one is interrupted. A workload that an
   * engine cannot do, for want of memory perhaps, is told and left out.
   */
  private boolean report(SpeedTable table, Workload workload, Lending lending) {
    try (RunningPeers running = lending.lend(table.peers())) {
      Turns turns = new Turns(rounds, warmUpSeconds, roundSeconds);
      print(table.row(workload, turns.measure(running.all(), workload)));
      return true;
    } catch (EngineException e) {
      spec.commandLine()
          .getErr()
          .printf("error: %s is left out of the table: %s%n", workload, e.getMessage());
      return false;
    }
  }

  private void describe(List<Peer> peers) throws IOException {
    print(Machine.describe() + "\n\n");
    try (RunningPeers running = RunningPeers.start(peers, threads)) {
      print(running.describe());
    }
    print("%n%d rounds. %s%n%n".formatted(rounds, SpeedTable.LEGEND));
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
