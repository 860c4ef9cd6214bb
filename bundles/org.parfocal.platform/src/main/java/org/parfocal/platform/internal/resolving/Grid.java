package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Multiplies variants by the values of a grid. An axis applies to the variants whose plugin knows
 * its option, so that one grid serves different strategies; an axis that applies to none is a
 * mistake.
 */
final class Grid {
  private final SectionLayers layers;
  private final Problems problems;
  private final List<Axis> axes;

  Grid(Setting grid, SectionLayers layers, Problems problems) {
    this.layers = layers;
    this.problems = problems;
    if (!grid.isMapping()) {
      problems.add(
          grid, "must be a mapping of keys to lists, as in grid: {training.epochs: [5, 10]}.");
      axes = List.of();
      return;
    }
    axes =
        new AxisReader(problems, "grid", "[1, 2]")
            .axes(grid.children()).stream().filter(this::isList).toList();
  }

  private boolean isList(Axis axis) {
    Setting option = axis.setting();
    if (!option.isList() || option.items().isEmpty()) {
      problems.add(option, "is %s; a grid takes a list of values.".formatted(option.shown()));
      return false;
    }
    if (option.items().stream().distinct().count() < option.items().size()) {
      problems.add(option, "holds a value twice.");
      return false;
    }
    return true;
  }

  /** Every combination; names show the values. */
  List<Point> expand(List<Point> points) {
    List<Point> expanded = points;
    for (Axis axis : axes) {
      expanded = expand(axis, expanded);
      if (expanded.size() > VariantResolver.MAX_VARIANTS) {
        problems.add(
            axis.setting(),
            "makes more than %d variants; use a smaller grid."
                .formatted(VariantResolver.MAX_VARIANTS));
        return points;
      }
    }
    return expanded;
  }

  private List<Point> expand(Axis axis, List<Point> points) {
    List<Point> expanded = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean applied = false;
    for (Point point : points) {
      if (!axis.appliesTo(point.sections(), layers)) {
        expanded.add(point);
        names.add(point.name());
        continue;
      }
      applied = true;
      for (Object value : axis.setting().items()) {
        String name = VariantNames.with(point.name(), axis.name(), value, names);
        names.add(name);
        expanded.add(
            new Point(
                point.variant(),
                name,
                layers.varied(axis.layer(value, problems), point.sections())));
        if (expanded.size() > VariantResolver.MAX_VARIANTS) {
          return expanded; // far too many: the caller says so
        }
      }
    }
    if (!applied) {
      problems.add(axis.setting(), "is known to no variant's " + axis.section() + " plugin.");
    }
    return expanded;
  }
}
