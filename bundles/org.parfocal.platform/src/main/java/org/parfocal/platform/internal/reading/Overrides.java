package org.parfocal.platform.internal.reading;

import java.util.List;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.api.ConfigurationException;

/** Reads {@code key=value} arguments; values are YAML, so {@code seeds=[1,2]} is a list. */
public final class Overrides {
  private Overrides() {}

  /** One layer of settings for each argument, in order. */
  public static List<ImmutableNode> layers(List<String> arguments, Problems problems) {
    return arguments.stream().map(argument -> layer(argument, problems)).toList();
  }

  private static ImmutableNode layer(String argument, Problems problems) {
    Origin origin = Origin.argument(argument);
    int equals = argument.indexOf('=');
    String key = equals < 0 ? "" : argument.substring(0, equals).strip();
    if (key.isEmpty()) {
      problems.add(origin, "a setting is written key=value, for example training.epochs=5.");
      return Setting.mapping("", List.of(), origin);
    }
    List<String> names = DottedKey.names(key, origin, problems);
    if (names.isEmpty()) {
      return Setting.mapping("", List.of(), origin);
    }
    ImmutableNode node = value(key, argument.substring(equals + 1), origin, problems);
    for (int depth = names.size() - 2; depth >= 0; depth--) {
      node = Setting.mapping(names.get(depth), List.of(node), origin);
    }
    return Setting.mapping("", List.of(node), origin);
  }

  private static ImmutableNode value(String key, String text, Origin origin, Problems problems) {
    String name = key.substring(key.lastIndexOf('.') + 1);
    String stripped = text.strip();
    // Paths, names and numbers are taken as written: a path may hold what YAML gives a meaning.
    boolean structured =
        stripped.startsWith("[")
            || stripped.startsWith("{")
            || stripped.startsWith("\"")
            || stripped.startsWith("'");
    if (!structured) {
      return Setting.leaf(name, stripped, origin);
    }
    try {
      return YamlFile.value(key, stripped, origin, problems);
    } catch (ConfigurationException e) {
      problems.add(
          origin, "the value is not valid YAML; quote it for the shell, as in 'seeds=[1, 2]'.");
      return Setting.mapping(name, List.of(), origin);
    }
  }
}
