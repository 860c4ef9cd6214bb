package org.parfocal.command.internal;

import java.util.List;
import java.util.concurrent.Callable;
import org.parfocal.api.ConfigurationException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description =
        "Prints a script that completes commands, options and files: in bash and zsh source"
            + " <(parfocal completion), in fish parfocal completion fish | source")
final class CompletionCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      description =
          "bash, zsh or fish (default: bash); man for the manual page: man <(parfocal completion man).")
  String shell = "bash";

  private final Terminal terminal;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    terminal
        .out()
        .println(
            switch (shell) {
              case "bash", "zsh" ->
                  AutoComplete.bash(root.name(), withLauncher(root).commandLine());
              case "fish" -> FishCompletion.of(withLauncher(root));
              case "man" -> ManualPage.of(root);
              default ->
                  throw new ConfigurationException(
                      "There is no completion for %s; give bash, zsh or fish.".formatted(shell));
            });
    return ExitCodes.DONE;
  }

  /** With what the launcher understands beside every command, and takes out before it is read. */
  private static CommandSpec withLauncher(CommandSpec command) {
    command.addOption(
        option("--device", "where networks are computed")
            .completionCandidates(List.of("auto", "cpu", "cuda"))
            .build());
    command.addOption(option("--allow-program", "a program that a study may start").build());
    command.addOption(
        OptionSpec.builder("--verbose").type(boolean.class).description("a longer log").build());
    command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .distinct()
        .forEach(CompletionCommand::withLauncher);
    return command;
  }

  private static OptionSpec.Builder option(String name, String description) {
    return OptionSpec.builder(name).type(String.class).arity("1").description(description);
  }
}
