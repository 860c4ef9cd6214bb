package org.parfocal.command.internal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Removes a plugin's jar from the folder of plugins.")
final class PluginRemoveCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "BUNDLE",
      description = "The bundle's name, as parfocal plugin list shows it.")
  String bundle = "";

  @Mixin PluginFolderOption in = new PluginFolderOption();

  private final Terminal terminal;

  PluginRemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PluginFolder plugins = in.folder();
    plugins.remove(bundle).forEach(file -> terminal.out().println(file + " is removed"));
    return ExitCodes.DONE;
  }
}
