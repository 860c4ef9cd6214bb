package org.parfocal.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints how long it takes to train a linear head on a network that stays as it is. */
@Command(
    name = "frozen",
    description = "Measures the training of a linear head on a frozen backbone.",
    sortOptions = false)
final class FrozenCommand implements Callable<Integer> {
  @Option(names = "--backbones", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> backbones = List.of("resnet18", "squeezenet1_0");

  @Option(names = "--size", description = "Pixels. Default: ${DEFAULT-VALUE}")
  int size = 96;

  @Option(names = "--images", description = "Made up. Default: ${DEFAULT-VALUE}")
  int images = 256;

  @Option(names = "--epochs", description = "Of the head. Default: ${DEFAULT-VALUE}")
  int epochs = 10;

  @Option(names = "--engines", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> engines = List.of("parfocal", "libtorch", "libtorch+embed-once");

  @Option(names = "--rounds", description = "Turns of each engine. Default: ${DEFAULT-VALUE}")
  int rounds = 3;

  @Option(names = "--threads", description = "Native threads. Default: ${DEFAULT-VALUE}")
  int threads = Runtime.getRuntime().availableProcessors();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<Peer> peers = engines.stream().map(Peer::of).toList();
    print("%s%n%n", Machine.describe());
    try (RunningPeers running = RunningPeers.start(peers, threads)) {
      print("%s%n", running.describe());
    }
    print("From the frozen network and %d images of %d pixels to a linear head", images, size);
    print(
        " trained for %d epochs, batch %d; %d rounds after one",
        epochs, HeadTraining.BATCH, rounds);
    print(" that does not count. `parfocal` is its own training service: it normalises bytes,");
    print(
        " embeds and standardises once. libtorch's images are normalised before; it embeds them in");
    print(" every epoch, or once where the engine says so. %s%n%n", FrozenTable.LEGEND);
    print("%s", FrozenTable.HEADER);
    boolean complete = true;
    for (String backbone : backbones) {
      complete &= report(peers, backbone);
    }
    return complete ? 0 : 1;
  }

  /** A backbone that an engine cannot do is told and left out. */
  private boolean report(List<Peer> peers, String backbone) {
    try (RunningPeers running = RunningPeers.start(peers, threads)) {
      Workload workload = new Workload(backbone, size, images, Workload.Mode.INFER);
      for (RunningPeer peer : running.all()) {
        peer.prepare(workload);
        peer.trainHead(epochs);
      }
      List<Measurement> measurements =
          Turns.take(rounds, running.all(), peer -> peer.trainHead(epochs));
      print("%s", FrozenTable.rows(backbone, measurements));
      return true;
    } catch (EngineException e) {
      spec.commandLine()
          .getErr()
          .printf("error: %s is left out of the table: %s%n", backbone, e.getMessage());
      return false;
    }
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format, values).flush();
  }
}
