package org.parfocal.platform.internal.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Options that share the beginning of their names may be written as a mapping: in a section, {@code
 * pyramid: {size: 64, places: 4}} is {@code pyramid-size: 64, pyramid-places: 4}. Each layer is
 * brought to the second form before layers are combined, so that either form overrides the other.
 */
final class NestedOptions {
  private static final String VARIANTS = "variants";
  private static final String GRID = "grid";
  private static final String RANDOM = "random";
  private static final String EXCLUDE = "exclude";

  private final BiPredicate<String, String> prefixes;
  private final Problems problems;
  private final PluginLists lists;

  NestedOptions(BiPredicate<String, String> prefixes, Problems problems) {
    this.prefixes = prefixes;
    this.problems = problems;
    this.lists = new PluginLists(problems);
  }

  /** The same layer without such mappings, and with lists of plugins as mappings. */
  ImmutableNode flat(ImmutableNode root) {
    return replaced(
        root,
        child ->
            switch (String.valueOf(child.getNodeName())) {
              case VARIANTS -> replaced(child, variant -> variant(variant, VARIANTS + "."));
              case GRID, RANDOM -> axes(child, name(child));
              case EXCLUDE -> rules(child);
              default -> section(lists.mapping(child, name(child)), name(child));
            });
  }

  private ImmutableNode variant(ImmutableNode variant, String path) {
    String own = path + name(variant) + ".";
    return Dropped.marked(
        replaced(
            variant,
            section -> {
              String below = own + name(section);
              return section(lists.mapping(section, below), below);
            }));
  }

  /** What an axis varies may be whole lists of plugins. */
  private ImmutableNode axes(ImmutableNode axes, String key) {
    return Dropped.marked(
        replaced(
            axes,
            section -> {
              String path = key + "." + name(section);
              boolean lists = Selectors.LISTED.contains(name(section)) && !isMapping(section);
              ImmutableNode plain = lists ? section : this.lists.mapping(section, path);
              return Dropped.marked(replaced(section(plain, path), Dropped::marked));
            }));
  }

  /** A list of parts of the settings. */
  private ImmutableNode rules(ImmutableNode exclude) {
    if (!(exclude.getValue() instanceof List<?> items)) {
      return Dropped.marked(exclude);
    }
    List<Object> flat = new ArrayList<>();
    for (Object item : items) {
      flat.add(item instanceof ImmutableNode rule ? axes(rule, EXCLUDE) : item);
    }
    return Setting.leaf(EXCLUDE, List.copyOf(flat), Setting.originOf(exclude));
  }

  private ImmutableNode section(ImmutableNode section, String path) {
    return Selectors.LISTED.contains(name(section))
        ? replaced(section, plugin -> options(name(section), plugin, path + "." + name(plugin)))
        : options(name(section), section, path);
  }

  private ImmutableNode options(String section, ImmutableNode mapping, String path) {
    Map<String, ImmutableNode> options = new LinkedHashMap<>();
    for (ImmutableNode child : mapping.getChildren()) {
      boolean nested = isMapping(child) && prefixes.test(section, name(child));
      for (ImmutableNode option : nested ? spread(child, name(child)) : List.of(child)) {
        if (options.putIfAbsent(name(option), option) != null) {
          problems.add(
              new Setting(path + "." + name(option), option),
              "is given twice, by itself and within a mapping; keep one of the two.");
        }
      }
    }
    return withChildren(mapping, List.copyOf(options.values()));
  }

  /** The options that a mapping stands for. */
  private static List<ImmutableNode> spread(ImmutableNode mapping, String prefix) {
    List<ImmutableNode> options = new ArrayList<>();
    for (ImmutableNode child : mapping.getChildren()) {
      String key = prefix + "-" + name(child);
      options.addAll(isMapping(child) ? spread(child, key) : List.of(child.setName(key)));
    }
    return options;
  }

  private static boolean isMapping(ImmutableNode node) {
    return node.getValue() == null && !node.getChildren().isEmpty();
  }

  private static String name(ImmutableNode node) {
    return String.valueOf(node.getNodeName());
  }

  private static ImmutableNode replaced(
      ImmutableNode mapping, UnaryOperator<ImmutableNode> change) {
    return mapping.getChildren().isEmpty()
        ? mapping
        : withChildren(mapping, mapping.getChildren().stream().map(change).toList());
  }

  private static ImmutableNode withChildren(ImmutableNode mapping, List<ImmutableNode> children) {
    return new ImmutableNode.Builder()
        .name(mapping.getNodeName())
        .value(mapping.getValue())
        .addChildren(children)
        .addAttributes(mapping.getAttributes())
        .create();
  }
}
