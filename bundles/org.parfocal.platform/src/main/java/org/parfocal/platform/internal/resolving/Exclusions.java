package org.parfocal.platform.internal.resolving;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Leaves out points: a rule is a part of the settings, and every point that has all of them goes. A
 * rule that no point meets is a mistake, and so are rules that leave nothing.
 */
final class Exclusions {
  private static final String EXAMPLE =
      "exclude: [{training.optimizer: sgd, training.learning-rate: 0.1}]";

  private final Setting setting;
  private final SectionLayers layers;
  private final Problems problems;
  private final List<List<Axis>> rules = new ArrayList<>();

  Exclusions(Setting setting, SectionLayers layers, Problems problems) {
    this.setting = setting;
    this.layers = layers;
    this.problems = problems;
    if (!setting.isList()) {
      problems.add(setting, "must be a list of settings, as in %s.".formatted(EXAMPLE));
      return;
    }
    int before = problems.count();
    for (Object item : setting.items()) {
      if (item instanceof ImmutableNode rule && !rule.getChildren().isEmpty()) {
        Setting written = new Setting(setting.path(), rule);
        rules.add(new AxisReader(problems, "exclude", "1").axes(written.children()));
      } else {
        problems.add(
            setting,
            "holds %s; each item is a mapping of settings, as in %s.".formatted(item, EXAMPLE));
      }
    }
    if (problems.count() > before) {
      rules.clear();
    }
  }

  /** The points that meet no rule. */
  List<Point> without(List<Point> points) {
    List<Point> left = points;
    for (List<Axis> rule : rules) {
      List<Point> kept = left.stream().filter(point -> !meets(point, rule)).toList();
      if (points.stream().noneMatch(point -> meets(point, rule))) {
        problems.add(
            rule.get(0).setting(), "and what stands beside it are met by no point; mend the rule.");
      }
      left = kept;
    }
    List<Point> all = left;
    points.stream()
        .map(Point::variant)
        .distinct()
        .filter(variant -> all.stream().noneMatch(point -> point.variant().equals(variant)))
        .findFirst()
        .ifPresent(
            variant -> problems.add(setting, "leaves no point of variant %s.".formatted(variant)));
    return left;
  }

  private boolean meets(Point point, Collection<Axis> rule) {
    return rule.stream()
        .allMatch(
            axis ->
                axis.appliesTo(point.sections(), layers)
                    && same(axis.setting().items(), axis.values(point.sections(), layers)));
  }

  private static boolean same(List<Object> one, List<Object> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int index = 0; index < one.size(); index++) {
      if (!plain(one.get(index)).equals(plain(other.get(index)))) {
        return false;
      }
    }
    return true;
  }

  /** Values that are written otherwise and mean the same are the same. */
  private static Object plain(Object value) {
    String text = String.valueOf(value).strip().toLowerCase(Locale.ROOT);
    return number(text).map(Object.class::cast).orElse(text);
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text.replace("_", "")).stripTrailingZeros());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
