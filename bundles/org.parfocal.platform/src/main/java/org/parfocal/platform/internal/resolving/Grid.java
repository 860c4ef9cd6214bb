package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.api.DidYouMean;
import org.parfocal.platform.internal.reading.PluginLists;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Multiplies variants by the values of a grid. An axis applies to the variants whose plugin knows
 * its option, so that one grid serves different strategies; an axis that applies to none is a
 * mistake.
 */
final class Grid {

  /**
   * What is varied.
   *
   * @param keys of the option: the section; a plugin, where the section is a list; the option. The
   *     section alone where whole lists of plugins are varied.
   */
  private record Axis(Setting setting, List<String> keys, List<Object> values) {
    String section() {
      return keys.get(0);
    }

    String option() {
      return keys.get(keys.size() - 1);
    }

    boolean selects() {
      return keys.size() == 1 || Selectors.of(section()).filter(option()::equals).isPresent();
    }

    ImmutableNode layer(Object value, Problems problems) {
      ImmutableNode node = Setting.leaf(option(), value, setting.origin());
      if (keys.size() == 1) {
        node = new PluginLists(problems).mapping(node, setting.path());
      }
      for (int depth = keys.size() - 2; depth >= 0; depth--) {
        node = Setting.mapping(keys.get(depth), List.of(node), setting.origin());
      }
      return Setting.mapping("", List.of(node), setting.origin());
    }
  }

  private final SectionLayers layers;
  private final Problems problems;
  private final List<Axis> axes = new ArrayList<>();

  Grid(Setting grid, SectionLayers layers, Problems problems) {
    this.layers = layers;
    this.problems = problems;
    if (!grid.isMapping()) {
      problems.add(
          grid, "must be a mapping of keys to lists, as in grid: {training.epochs: [5, 10]}.");
      return;
    }
    grid.children().forEach(this::section);
    // What chooses a plugin comes first: which other axes apply depends on it.
    axes.sort(Comparator.comparing(axis -> !axis.selects()));
  }

  private void section(Setting section) {
    if (!Selectors.VARIED.contains(section.name())) {
      problems.add(
          section,
          "cannot be varied.%s A grid may vary: %s."
              .formatted(
                  DidYouMean.question(section.name(), Selectors.VARIED),
                  String.join(", ", Selectors.VARIED)));
    } else if (Selectors.LISTED.contains(section.name())) {
      list(section);
    } else if (!section.isMapping()) {
      problems.add(
          section, "must name an option, as in grid: {%s.KEY: [1, 2]}.".formatted(section.name()));
    } else {
      section.children().forEach(option -> axis(option, List.of(section.name(), option.name())));
    }
  }

  /** Options of listed plugins, or whole lists. */
  private void list(Setting section) {
    if (!section.isMapping()) {
      axis(section, List.of(section.name()));
      return;
    }
    for (Setting plugin : section.children()) {
      if (plugin.isMapping()) {
        plugin
            .children()
            .forEach(option -> axis(option, List.of(section.name(), plugin.name(), option.name())));
      } else {
        problems.add(
            plugin,
            "must name an option, as in grid: {%s.KEY: [1, 2]}."
                .formatted(section.name() + "." + plugin.name()));
      }
    }
  }

  private void axis(Setting option, List<String> keys) {
    if (!option.isList() || option.items().isEmpty()) {
      problems.add(option, "is %s; a grid takes a list of values.".formatted(option.shown()));
      return;
    }
    if (option.items().stream().distinct().count() < option.items().size()) {
      problems.add(option, "holds a value twice.");
      return;
    }
    axes.add(new Axis(option, keys, option.items()));
  }

  /** Every combination; names show the values. */
  Map<String, ImmutableNode> expand(Map<String, ImmutableNode> variants) {
    Map<String, ImmutableNode> expanded = variants;
    for (Axis axis : axes) {
      expanded = expand(axis, expanded);
      if (expanded.size() > VariantResolver.MAX_VARIANTS) {
        problems.add(
            axis.setting(),
            "makes more than %d variants; use a smaller grid."
                .formatted(VariantResolver.MAX_VARIANTS));
        return variants;
      }
    }
    return expanded;
  }

  private Map<String, ImmutableNode> expand(Axis axis, Map<String, ImmutableNode> variants) {
    Map<String, ImmutableNode> expanded = new LinkedHashMap<>();
    boolean applied = false;
    for (Map.Entry<String, ImmutableNode> variant : variants.entrySet()) {
      if (!applies(axis, variant.getValue())) {
        expanded.put(variant.getKey(), variant.getValue());
        continue;
      }
      applied = true;
      if (expanded.size() + axis.values().size() > 2 * VariantResolver.MAX_VARIANTS) {
        // Far too many: the caller says so.
        axis.values().forEach(value -> expanded.put(variant.getKey() + value, variant.getValue()));
        return expanded;
      }
      for (Object value : axis.values()) {
        String name =
            VariantNames.with(variant.getKey(), String.join(".", axis.keys()), value, expanded);
        expanded.put(name, layers.varied(axis.layer(value, problems), variant.getValue()));
      }
    }
    if (!applied) {
      problems.add(axis.setting(), "is known to no variant's " + axis.section() + " plugin.");
    }
    return expanded;
  }

  private boolean applies(Axis axis, ImmutableNode variant) {
    if (axis.selects()) {
      return true;
    }
    List<ImmutableNode> sections = variant.getChildren(axis.section());
    if (Selectors.LISTED.contains(axis.section())) {
      String plugin = axis.keys().get(1);
      return sections.stream().anyMatch(list -> !list.getChildren(plugin).isEmpty())
          && layers.knows(axis.section(), plugin, axis.option());
    }
    ImmutableNode section =
        sections.isEmpty()
            ? Setting.mapping(axis.section(), List.of(), axis.setting().origin())
            : sections.get(0);
    // An unknown plugin is reported elsewhere, and must not be reported twice.
    return layers
        .plugin(section)
        .map(plugin -> plugin.option(axis.option()).isPresent())
        .orElse(true);
  }
}
