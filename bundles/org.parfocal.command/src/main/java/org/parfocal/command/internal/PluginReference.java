package org.parfocal.command.internal;

import java.util.List;
import java.util.Map;
import org.parfocal.api.Sections;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.PluginDescription;

/** A plugin's options, written so that the lines can be pasted into a study file. */
final class PluginReference {
  private static final Map<String, String> SELECTORS =
      Map.of(
          Sections.DATASET, "reader",
          Sections.PROTOCOL, "split",
          Sections.BACKBONE, "architecture",
          Sections.AUGMENTATION, "strategy",
          Sections.MODEL, "strategy");

  private PluginReference() {}

  static String of(PluginDescription plugin) {
    StringBuilder text = new StringBuilder();
    text.append(
        "# %s %s: %s%n# bundle %s %s%n"
            .formatted(
                plugin.section(),
                plugin.name(),
                plugin.description(),
                plugin.bundle(),
                plugin.version()));
    text.append(plugin.section()).append(":\n");
    String indent = "  ";
    String selector = SELECTORS.get(plugin.section());
    if (selector != null) {
      text.append(indent).append(selector).append(": ").append(plugin.name()).append('\n');
    } else if (plugin.section().equals(Sections.METRICS)) {
      text.append(indent).append(plugin.name()).append(":\n");
      indent = "    ";
    }
    if (plugin.options().isEmpty()) {
      text.append(indent).append("# no options\n");
    }
    for (OptionDescription option : plugin.options()) {
      text.append(indent)
          .append("# %s (%s)%n".formatted(option.description(), option.allowed()))
          .append(indent)
          .append(line(option))
          .append('\n');
    }
    return text.toString();
  }

  private static String line(OptionDescription option) {
    if (option.required()) {
      return option.key() + ":   # must be given";
    }
    if (option.many()) {
      return option.key() + ": [" + String.join(", ", option.defaults()) + "]";
    }
    List<String> defaults = option.defaults();
    return defaults.isEmpty() || defaults.get(0).isEmpty()
        ? "# " + option.key() + ":"
        : option.key() + ": " + defaults.get(0);
  }
}
