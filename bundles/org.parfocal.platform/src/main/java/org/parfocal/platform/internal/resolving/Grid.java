package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.api.DidYouMean;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Multiplies variants by the values of a grid. An axis applies to the variants whose plugin knows
 * its option, so that one grid serves different strategies; an axis that applies to none is a
 * mistake.
 */
final class Grid {
  private static final int MAX_VARIANTS = 10_000;

  private record Axis(Setting setting, String section, String option, List<Object> values) {
    boolean selects() {
      return Selectors.of(section).filter(option::equals).isPresent();
    }

    ImmutableNode layer(Object value) {
      ImmutableNode leaf = Setting.leaf(option, value, setting.origin());
      return Setting.mapping(
          "", List.of(Setting.mapping(section, List.of(leaf), setting.origin())), setting.origin());
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
    } else if (!section.isMapping()) {
      problems.add(
          section, "must name an option, as in grid: {%s.KEY: [1, 2]}.".formatted(section.name()));
    } else {
      section.children().forEach(option -> axis(section, option));
    }
  }

  private void axis(Setting section, Setting option) {
    if (!option.isList() || option.items().isEmpty()) {
      problems.add(option, "is %s; a grid takes a list of values.".formatted(option.shown()));
      return;
    }
    if (option.items().stream().distinct().count() < option.items().size()) {
      problems.add(option, "holds a value twice.");
      return;
    }
    axes.add(new Axis(option, section.name(), option.name(), option.items()));
  }

  /** Every combination; names tell the values. */
  Map<String, ImmutableNode> expand(Map<String, ImmutableNode> variants) {
    Map<String, ImmutableNode> expanded = variants;
    for (Axis axis : axes) {
      expanded = expand(axis, expanded);
      if (expanded.size() > MAX_VARIANTS) {
        problems.add(axis.setting(), "makes more than 10000 variants; use a smaller grid.");
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
      for (Object value : axis.values()) {
        String name =
            VariantNames.with(variant.getKey(), axis.section(), axis.option(), value, expanded);
        expanded.put(name, layers.over(axis.layer(value), variant.getValue()));
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
    ImmutableNode section =
        sections.isEmpty()
            ? Setting.mapping(axis.section(), List.of(), axis.setting().origin())
            : sections.get(0);
    // An unknown plugin is told elsewhere, and must not be told twice.
    return layers
        .plugin(section)
        .map(plugin -> plugin.option(axis.option()).isPresent())
        .orElse(true);
  }
}
