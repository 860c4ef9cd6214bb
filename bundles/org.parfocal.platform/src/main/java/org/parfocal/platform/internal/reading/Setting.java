package org.parfocal.platform.internal.reading;

import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * A node of the configuration tree: a mapping, a list, a text or nothing. Values stay the text that
 * was written until a plugin's declaration says what they are.
 *
 * @param path dotted key from the root; empty for the root
 * @param node a node whose value is null, a {@code String}, or a list of strings, lists and nodes
 */
public record Setting(String path, ImmutableNode node) {
  private static final String ORIGIN = "origin";
  private static final String REPLACES = "replaces";

  /** A leaf; {@code value} is a {@code String} or a list of strings and lists. */
  public static ImmutableNode leaf(String name, Object value, Origin origin) {
    return new ImmutableNode.Builder()
        .name(name)
        .value(value)
        .addAttribute(ORIGIN, origin)
        .create();
  }

  /** A mapping, or nothing if there are no children. */
  public static ImmutableNode mapping(String name, List<ImmutableNode> children, Origin origin) {
    return new ImmutableNode.Builder()
        .name(name)
        .addChildren(children)
        .addAttribute(ORIGIN, origin)
        .create();
  }

  /** The same mapping, which hides what lower layers say of it instead of being merged with it. */
  static ImmutableNode replacing(ImmutableNode mapping) {
    return mapping.setAttribute(REPLACES, true);
  }

  /** Whether it hides what lower layers say. */
  public static boolean replaces(ImmutableNode node) {
    return node.getAttributes().containsKey(REPLACES);
  }

  /** What arguments said within a mapping; the same mapping with nothing in it if they did not. */
  public static ImmutableNode ofArguments(ImmutableNode mapping) {
    List<ImmutableNode> children =
        mapping.getChildren().stream()
            .map(child -> isWhole(child) ? child : ofArguments(child))
            .filter(
                child ->
                    isWhole(child) ? originOf(child).isArgument() : !child.getChildren().isEmpty())
            .toList();
    return mapping(mapping.getNodeName(), children, originOf(mapping));
  }

  private static boolean isWhole(ImmutableNode node) {
    return node.getValue() != null || (replaces(node) && originOf(node).isArgument());
  }

  /** A section in which nothing is written, at the root. */
  public static Setting empty(String section, Origin origin) {
    return new Setting(section, mapping(section, List.of(), origin));
  }

  /** Where it was written. */
  public Origin origin() {
    return originOf(node);
  }

  static Origin originOf(ImmutableNode node) {
    return node.getAttributes().get(ORIGIN) instanceof Origin origin ? origin : Origin.DEFAULTS;
  }

  /** Last part of the path. */
  public String name() {
    return node.getNodeName() == null ? "" : node.getNodeName();
  }

  /** Whether nothing was written: neither value nor children. */
  public boolean isEmpty() {
    return node.getValue() == null && node.getChildren().isEmpty();
  }

  /** Whether children can be asked for: a mapping, or nothing at all. */
  public boolean isMapping() {
    return node.getValue() == null;
  }

  /** The children, in the order of the file. */
  public List<Setting> children() {
    return node.getChildren().stream()
        .map(child -> new Setting(join(child.getNodeName()), child))
        .toList();
  }

  /** One child that holds something. */
  public Optional<Setting> child(String name) {
    return children().stream()
        .filter(child -> child.name().equals(name) && !child.isEmpty())
        .findFirst();
  }

  /** The text, if it is one. */
  public Optional<String> text() {
    return node.getValue() instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The items of a list; a text is a list of one; empty for mappings and nothing. */
  public List<Object> items() {
    if (node.getValue() instanceof List<?> list) {
      return List.copyOf(list);
    }
    return node.getValue() == null ? List.of() : List.of(node.getValue());
  }

  /** Whether it was written as a list. */
  public boolean isList() {
    return node.getValue() instanceof List<?>;
  }

  /** What was written, short enough for a sentence. */
  public String shown() {
    String shown = isMapping() ? (isEmpty() ? "nothing" : "a mapping") : "" + node.getValue();
    return shown.length() <= 80 ? shown : shown.substring(0, 77) + "...";
  }

  private String join(String child) {
    return path.isEmpty() ? child : path + "." + child;
  }
}
