package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description =
        "Lists the jars in the folder of plugins, and whether they are what was installed.")
final class PluginListCommand implements Callable<Integer> {
  @Mixin PluginFolderOption in = new PluginFolderOption();

  private final Terminal terminal;

  PluginListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PluginFolder plugins = in.folder();
    TextTable table = new TextTable().row("bundle", "file", "sha256", "where it is from");
    for (Path jar : plugins.jars()) {
      table.row(
          PluginFolder.name(jar),
          String.valueOf(jar.getFileName()),
          PluginFolder.sum(jar),
          plugins.state(jar));
    }
    terminal.out().print(table);
    terminal.out().flush();
    return ExitCodes.DONE;
  }
}
