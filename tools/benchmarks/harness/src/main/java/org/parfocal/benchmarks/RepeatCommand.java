package org.parfocal.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains twice, in processes of their own, and compares the bits. */
@Command(
    name = "repeat",
    description =
        "Trains each backbone twice, and tells whether weights and losses have the same bits.",
    sortOptions = false)
final class RepeatCommand implements Callable<Integer> {
  @Option(names = "--backbones", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> backbones = List.of("resnet18", "mobilenet_v2", "squeezenet1_0");

  @Option(names = "--size", description = "Pixels. Default: ${DEFAULT-VALUE}")
  int size = 64;

  @Option(names = "--batch", description = "Images. Default: ${DEFAULT-VALUE}")
  int batch = 8;

  @Option(names = "--steps", description = "Training steps. Default: ${DEFAULT-VALUE}")
  int steps = 20;

  @Option(names = "--engines", split = ",", description = "Default: ${DEFAULT-VALUE}")
  List<String> engines = List.of("parfocal");

  @Option(names = "--threads", description = "Native threads. Default: ${DEFAULT-VALUE}")
  int threads = Runtime.getRuntime().availableProcessors();

  @Spec CommandSpec spec = CommandSpec.create();

  /** What a training left. */
  private record Trained(double[] losses, Map<String, Values> tensors) {
    boolean sameBits(Trained other) {
      return Arrays.equals(losses, other.losses)
          && tensors.keySet().equals(other.tensors.keySet())
          && tensors.entrySet().stream()
              .allMatch(
                  one ->
                      Arrays.equals(
                          one.getValue().numbers(),
                          Values.named(one.getKey(), one.getValue().shape(), other.tensors)
                              .numbers()));
    }
  }

  @Override
  public Integer call() throws IOException {
    boolean same = true;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      for (Peer peer : engines.stream().map(Peer::of).toList()) {
        for (String backbone : backbones) {
          Workload workload = new Workload(backbone, size, batch, Workload.Mode.TRAIN);
          boolean twice =
              trained(peer, workload, folder.path())
                  .sameBits(trained(peer, workload, folder.path()));
          spec.commandLine()
              .getOut()
              .printf("* `%s`, %s: %s%n", peer, workload, twice ? "same bits" : "**differs**")
              .flush();
          same &= twice;
        }
      }
    }
    return same ? 0 : 1;
  }

  private Trained trained(Peer peer, Workload workload, Path folder) throws IOException {
    try (RunningPeer running = new RunningPeer(peer, Benchmark.home(), threads)) {
      running.prepare(workload);
      Path file = folder.resolve("weights");
      Values.write(file, Example.weights(running.values("tensors", file)));
      running.assign(file);
      return new Trained(running.losses(steps), running.values("tensors", file));
    }
  }
}
