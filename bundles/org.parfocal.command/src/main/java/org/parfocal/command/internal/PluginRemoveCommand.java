package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Removes a plugin's jar from the folder of plugins.")
final class PluginRemoveCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "BUNDLE",
      description = "The bundle's name, as parfocal plugin list shows it.")
  String bundle = "";

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description = "Another folder than the distribution's plugins.")
  @Nullable Path folder;

  private final Terminal terminal;

  PluginRemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PluginFolder plugins =
        folder == null ? PluginFolder.ofDistribution() : new PluginFolder(folder);
    plugins.remove(bundle).forEach(file -> terminal.out().println(file + " is removed"));
    return ExitCodes.DONE;
  }
}
