package org.parfocal.benchmarks;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Measures Parfocal's backbones against libtorch, and checks them against each other. Run it by
 * {@code tools/benchmark}, which builds it first.
 */
@Command(
    name = "benchmark",
    description = "Measures Parfocal's backbones against libtorch, and checks their numbers.",
    subcommands = {
      SpeedCommand.class,
      CheckCommand.class,
      RepeatCommand.class,
      SteadyCommand.class,
      FrozenCommand.class,
      InputCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "An engine is ENGINE[+OPTION...]:",
      "  parfocal         as the distribution runs it",
      "  cuda             on cuDNN, without ND4J; +strict without TF32, +bfloat16",
      "  libtorch         eager, NCHW, float32, through JavaCPP",
      "  pytorch          the same from Python (PYTHON, default python3, with torchvision)",
      "  +channels-last   libtorch and PyTorch compute NHWC",
      "  +double          libtorch and PyTorch compute in float64, as a reference for check",
      "  +cuda            PyTorch computes on the first GPU; there also",
      "  +bfloat16        by autocast,",
      "  +strict          float32 without TF32,",
      "  +graph           a step as one CUDA graph",
      "  +embed-once      libtorch embeds each image once in frozen, not in every epoch",
      "  +spin            idle OpenMP threads spin, as by default; otherwise they sleep",
      "  +malloc          glibc keeps freed memory"
    })
public final class Benchmark {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this.")
  boolean help;

  private Benchmark() {}

  /** Runs one command and exits: 0, or 1 where it failed or a check did not hold. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int status =
        new CommandLine(new Benchmark())
            .setOut(out)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (failure instanceof EngineException) {
                    command.getErr().println("error: " + failure.getMessage());
                    return 1;
                  }
                  throw failure;
                })
            .execute(arguments);
    System.exit(status);
  }

  /** The folder of the engines' modules, as {@code tools/benchmark} tells it. */
  static Path home() {
    return Path.of(System.getProperty("benchmarks.home", "tools/benchmarks"));
  }
}
