package org.parfocal.command.internal;

import java.util.concurrent.Callable;
import org.parfocal.api.ConfigurationException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
              case "bash", "zsh" -> AutoComplete.bash(root.name(), root.commandLine());
              case "fish" -> FishCompletion.of(root);
              case "man" -> ManualPage.of(root);
              default ->
                  throw new ConfigurationException(
                      "There is no completion for %s; give bash, zsh or fish.".formatted(shell));
            });
    return ExitCodes.DONE;
  }
}
