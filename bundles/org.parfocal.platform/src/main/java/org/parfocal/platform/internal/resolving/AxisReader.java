package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.parfocal.api.DidYouMean;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Reads which options a mapping of sections names, as {@code grid}, {@code random} and {@code
 * exclude} do.
 *
 * @param problems where what is wrong goes
 * @param what the key, for messages
 * @param example what may be said of an option
 */
record AxisReader(Problems problems, String what, String example) {
  /** The options, those that choose a plugin first: which others apply depends on them. */
  List<Axis> axes(List<Setting> sections) {
    List<Axis> axes = new ArrayList<>();
    sections.forEach(section -> section(section, axes));
    axes.sort(Comparator.comparing(axis -> !axis.selects()));
    return List.copyOf(axes);
  }

  private void section(Setting section, List<Axis> axes) {
    if (!Selectors.VARIED.contains(section.name())) {
      problems.add(
          section,
          "cannot be varied.%s %s may name: %s."
              .formatted(
                  DidYouMean.question(section.name(), Selectors.VARIED),
                  what,
                  String.join(", ", Selectors.VARIED)));
    } else if (Selectors.LISTED.contains(section.name())) {
      list(section, axes);
    } else if (!section.isMapping()) {
      nameOption(section, section.name());
    } else {
      section
          .children()
          .forEach(option -> axes.add(new Axis(option, List.of(section.name(), option.name()))));
    }
  }

  /** Options of listed plugins, or whole lists. */
  private void list(Setting section, List<Axis> axes) {
    if (!section.isMapping()) {
      axes.add(new Axis(section, List.of(section.name())));
      return;
    }
    for (Setting plugin : section.children()) {
      if (plugin.isMapping()) {
        plugin
            .children()
            .forEach(
                option ->
                    axes.add(
                        new Axis(option, List.of(section.name(), plugin.name(), option.name()))));
      } else {
        nameOption(plugin, section.name() + "." + plugin.name());
      }
    }
  }

  private void nameOption(Setting setting, String path) {
    problems.add(
        setting, "must name an option, as in %s: {%s.KEY: %s}.".formatted(what, path, example));
  }
}
