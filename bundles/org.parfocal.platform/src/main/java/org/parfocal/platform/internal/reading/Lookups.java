package org.parfocal.platform.internal.reading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.commons.configuration2.interpol.ConfigurationInterpolator;
import org.apache.commons.configuration2.interpol.Lookup;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${sys:NAME}}. These are the
 * only lookups; Commons Configuration's own set, which can run scripts and fetch addresses, is
 * never installed.
 */
public final class Lookups {
  private static final int LONGEST = 10_000;

  private final ConfigurationInterpolator interpolator = new ConfigurationInterpolator();
  private final Set<String> unanswered = new LinkedHashSet<>();

  /**
   * Makes lookups.
   *
   * @param environment environment variables
   * @param property gives system properties
   */
  public Lookups(Map<String, String> environment, UnaryOperator<@Nullable String> property) {
    interpolator.registerLookup("env", environment::get);
    interpolator.registerLookup("sys", name -> name.isEmpty() ? null : property.apply(name));
    interpolator.addDefaultLookup(remember());
  }

  /** The interpolator, to be installed in configurations in place of their own. */
  ConfigurationInterpolator interpolator() {
    return interpolator;
  }

  /** The names of the lookups that exist. */
  Set<String> prefixes() {
    return Set.copyOf(interpolator.prefixSet());
  }

  /** A copy with every text filled in. */
  public Setting fill(Setting setting, Problems problems) {
    return new Setting(setting.path(), fill(setting.path(), setting.node(), problems));
  }

  private ImmutableNode fill(String path, ImmutableNode node, Problems problems) {
    ImmutableNode.Builder builder =
        new ImmutableNode.Builder().name(node.getNodeName()).addAttributes(node.getAttributes());
    if (node.getValue() != null) {
      builder.value(value(new Setting(path, node), node.getValue(), problems));
    }
    for (ImmutableNode child : node.getChildren()) {
      String name = child.getNodeName();
      builder.addChild(fill(path.isEmpty() ? name : path + "." + name, child, problems));
    }
    return builder.create();
  }

  private Object value(Setting setting, Object value, Problems problems) {
    if (value instanceof ImmutableNode node) {
      return fill(setting.path(), node, problems);
    }
    if (value instanceof List<?> list) {
      List<Object> filled = new ArrayList<>();
      list.forEach(item -> filled.add(value(setting, item, problems)));
      return List.copyOf(filled);
    }
    String text = value.toString();
    if (!text.contains("${")) {
      return text;
    }
    if (text.length() > LONGEST) {
      problems.add(
          setting,
          "has ${…} in a text of %d letters; %d are allowed.".formatted(text.length(), LONGEST));
      return text;
    }
    unanswered.clear();
    String filled;
    try {
      filled = String.valueOf(interpolator.interpolate(text));
    } catch (IllegalStateException e) {
      problems.add(setting, "uses lookups that refer to each other without an end: " + text + ".");
      return text;
    }
    for (String name : unanswered) {
      // A default answers for what is not set, but does not allow what is not looked up.
      if (!isKnown(name) || filled.contains("${" + name + "}")) {
        problems.add(setting, sentence(name));
      }
    }
    return filled;
  }

  private static boolean isKnown(String name) {
    return name.startsWith("env:") || name.startsWith("sys:");
  }

  private static String sentence(String name) {
    if (isKnown(name)) {
      return "uses ${%s}, which is not set; set it, or write a default as in ${%s:-value}."
          .formatted(name, name);
    }
    return ("uses ${%s}, which is not looked up; only ${env:NAME}, ${env:NAME:-default} and"
            + " ${sys:NAME} are.")
        .formatted(name);
  }

  private Lookup remember() {
    return name -> {
      unanswered.add(name);
      return null;
    };
  }
}
