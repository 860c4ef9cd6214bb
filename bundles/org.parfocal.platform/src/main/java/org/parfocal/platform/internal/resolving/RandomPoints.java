package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sha256;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Multiplies variants by points that are drawn at random (Bergstra and Bengio, JMLR 13, 2012). As
 * in a {@link Grid}, an option applies to the variants whose plugin knows it; variants share the
 * values of the options that they share.
 *
 * <p>The values of an option depend on its name, the seed and the number of the draw alone: another
 * option, another variant or more draws leave them as they are.
 */
final class RandomPoints {
  private static final String DRAWS = "draws";
  private static final String SEED = "seed";
  private static final String EXAMPLE = "random: {draws: 20, training.epochs: {integer: [5, 50]}}";
  private static final int SHARE_BITS = 53;

  private final Setting setting;
  private final SectionLayers layers;
  private final Problems problems;
  private final Map<Axis, Distribution> axes = new LinkedHashMap<>();
  private int draws;
  private String seed = "";

  /**
   * Reads what is drawn.
   *
   * @param studySeed the study's first seed, unless {@code random.seed} says another
   */
  RandomPoints(Setting setting, String studySeed, SectionLayers layers, Problems problems) {
    this.setting = setting;
    this.layers = layers;
    this.problems = problems;
    if (!setting.isMapping()) {
      problems.add(setting, "must be a mapping, as in %s.".formatted(EXAMPLE));
      return;
    }
    draws = (int) whole(DRAWS, 1, VariantResolver.MAX_VARIANTS, null);
    seed = Long.toString(whole(SEED, Long.MIN_VALUE, Long.MAX_VALUE, studySeed));
    List<Setting> sections =
        setting.children().stream()
            .filter(child -> !child.name().equals(DRAWS) && !child.name().equals(SEED))
            .toList();
    if (sections.isEmpty()) {
      problems.add(setting, "names no option to draw; write %s.".formatted(EXAMPLE));
    }
    for (Axis axis : new AxisReader(problems, "random", "{integer: [1, 9]}").axes(sections)) {
      Distribution.of(axis.setting(), problems).ifPresent(drawn -> axes.put(axis, drawn));
    }
  }

  private long whole(String key, long least, long most, @Nullable String byDefault) {
    String text = setting.child(key).map(Setting::shown).orElse(byDefault == null ? "" : byDefault);
    Long value = OptionValue.whole(text.strip(), least, most);
    if (value == null) {
      problems.add(
          setting.child(key).orElse(setting),
          setting.child(key).isEmpty()
              ? "does not say how many points to draw; write %s.".formatted(EXAMPLE)
              : "is %s; it must be a whole number%s."
                  .formatted(text, key.equals(DRAWS) ? " from 1 to " + most : ""));
      return 0;
    }
    return value;
  }

  /** Every variant that has one of the options, at every point that was drawn. */
  List<Point> expand(List<Point> points) {
    List<Point> expanded = new ArrayList<>();
    Set<Axis> applied = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Point point : points) {
      if (axes.keySet().stream().noneMatch(axis -> axis.appliesTo(point.sections(), layers))) {
        expanded.add(point);
        names.add(point.name());
        continue;
      }
      for (int draw = 1; draw <= draws; draw++) {
        Point drawn = drawn(point, draw, applied, names);
        names.add(drawn.name());
        expanded.add(drawn);
      }
      if (expanded.size() > VariantResolver.MAX_VARIANTS) {
        problems.add(
            setting,
            "makes more than %d variants; draw fewer points."
                .formatted(VariantResolver.MAX_VARIANTS));
        return points;
      }
    }
    axes.keySet().stream()
        .filter(axis -> !applied.contains(axis))
        .forEach(
            axis ->
                problems.add(
                    axis.setting(), "is known to no variant's " + axis.section() + " plugin."));
    return expanded;
  }

  private Point drawn(Point point, int draw, Set<Axis> applied, Set<String> names) {
    String name = point.name();
    ImmutableNode sections = point.sections();
    for (Map.Entry<Axis, Distribution> each : axes.entrySet()) {
      Axis axis = each.getKey();
      if (axis.appliesTo(sections, layers)) {
        applied.add(axis);
        Object value = each.getValue().at(share(axis, draw));
        name = VariantNames.with(name, axis.name(), value, Set.of());
        sections = layers.varied(axis.layer(value, problems), sections);
      }
    }
    return new Point(point.variant(), VariantNames.unique(name, names), sections);
  }

  /** Where in its distribution a value lies: from 0 up to and without 1. */
  private double share(Axis axis, int draw) {
    String hash = new Sha256().add("random", seed, axis.name(), Integer.toString(draw)).hex();
    long bits = Long.parseUnsignedLong(hash.substring(0, 16), 16) >>> (Long.SIZE - SHARE_BITS);
    return bits * 0x1.0p-53;
  }
}
