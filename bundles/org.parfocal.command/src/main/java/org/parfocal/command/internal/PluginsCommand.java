package org.parfocal.command.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.text.Json;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.Platform;
import org.parfocal.platform.PluginDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plugins",
    description = "Lists the installed plugins; with a name, that plugin's options.")
final class PluginsCommand extends PlatformCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "A plugin, or a section for all of its plugins.")
  @Nullable String name;

  @Option(names = "--json", description = "Print one JSON object for each plugin.")
  boolean json;

  PluginsCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    List<PluginDescription> all = platform.catalogue().plugins();
    List<PluginDescription> wanted = all;
    if (name != null) {
      String wantedName = name;
      wanted =
          all.stream()
              .filter(
                  plugin -> plugin.name().equals(wantedName) || plugin.section().equals(wantedName))
              .toList();
      if (wanted.isEmpty()) {
        throw new ConfigurationException(
            "There is no plugin named %s; \"parfocal plugins\" lists those that are installed."
                .formatted(wantedName));
      }
    }
    if (json) {
      wanted.forEach(plugin -> terminal.out().println(Json.line(members(plugin))));
    } else if (name == null) {
      list(wanted);
    } else {
      wanted.forEach(plugin -> terminal.out().println(PluginReference.of(plugin)));
    }
    terminal.out().flush();
    return ExitCodes.DONE;
  }

  private void list(List<PluginDescription> plugins) {
    TextTable table = new TextTable().row("section", "name", "bundle", "version", "what it is");
    for (PluginDescription plugin : plugins) {
      table.row(
          plugin.section(), plugin.name(), plugin.bundle(), plugin.version(), plugin.description());
    }
    terminal.out().print(table);
  }

  private static Map<String, @Nullable Object> members(PluginDescription plugin) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("section", plugin.section());
    members.put("name", plugin.name());
    members.put("description", plugin.description());
    members.put("bundle", plugin.bundle());
    members.put("version", plugin.version());
    members.put("options", plugin.options().stream().map(PluginsCommand::members).toList());
    return members;
  }

  private static Map<String, @Nullable Object> members(OptionDescription option) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("key", option.key());
    members.put("type", option.type().words());
    members.put("list", option.many());
    members.put(
        "default",
        option.many()
            ? option.defaults()
            : option.defaults().isEmpty() ? null : option.defaults().get(0));
    members.put("required", option.required());
    members.put("allowed", option.allowed());
    members.put("description", option.description());
    return members;
  }
}
