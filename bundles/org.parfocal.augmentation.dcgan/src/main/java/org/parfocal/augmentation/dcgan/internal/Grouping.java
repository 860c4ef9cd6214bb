package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Magnifications;
import org.parfocal.api.Sample;

/** What has a generator of its own. */
enum Grouping {
  /** Every class. */
  CLASS,
  /** Every class at every magnification. */
  CLASS_AND_MAGNIFICATION;

  /**
   * The groups that occur, by class and then by magnification.
   *
   * @param classes class names in label order
   */
  List<Group> of(List<Sample> samples, List<String> classes) {
    Map<Group.Cell, List<Sample>> cells = new LinkedHashMap<>();
    for (Sample sample : samples) {
      cells.computeIfAbsent(cell(sample), cell -> new ArrayList<>()).add(sample);
    }
    Comparator<Group> order =
        Comparator.comparingInt(Group::label)
            .thenComparing(Group::magnification, Comparator.nullsLast(Magnifications.ORDER));
    return cells.entrySet().stream()
        .map(
            entry ->
                new Group(
                    name(entry.getKey(), classes),
                    entry.getKey().label(),
                    magnification(entry.getValue()),
                    entry.getValue()))
        .sorted(order)
        .toList();
  }

  private Group.Cell cell(Sample sample) {
    String magnification =
        this == CLASS ? "" : Objects.requireNonNullElse(sample.magnification(), "");
    return new Group.Cell(sample.label(), magnification);
  }

  private static String name(Group.Cell cell, List<String> classes) {
    String label = classes.get(cell.label());
    return cell.magnification().isEmpty() ? label : label + " " + cell.magnification();
  }

  /** The one magnification of all samples, or null. */
  private static @Nullable String magnification(List<Sample> samples) {
    String first = samples.get(0).magnification();
    return samples.stream().allMatch(sample -> Objects.equals(sample.magnification(), first))
        ? first
        : null;
  }
}
