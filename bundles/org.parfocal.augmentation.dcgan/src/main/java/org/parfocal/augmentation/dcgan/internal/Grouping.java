package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

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
  List<SampleGroup> of(List<Sample> samples, List<String> classes) {
    Map<SampleGroup.Cell, List<Sample>> cells = new LinkedHashMap<>();
    for (Sample sample : samples) {
      cells.computeIfAbsent(cell(sample), cell -> new ArrayList<>()).add(sample);
    }
    Comparator<SampleGroup> order =
        Comparator.comparingInt(SampleGroup::label)
            .thenComparing(SampleGroup::magnification, Comparator.nullsLast(SampleField.ORDER));
    return cells.entrySet().stream()
        .map(
            entry ->
                new SampleGroup(
                    name(entry.getKey(), classes),
                    entry.getKey().label(),
                    magnification(entry.getValue()),
                    entry.getValue()))
        .sorted(order)
        .toList();
  }

  private SampleGroup.Cell cell(Sample sample) {
    String magnification =
        this == CLASS ? "" : Objects.requireNonNullElse(sample.magnification(), "");
    return new SampleGroup.Cell(sample.label(), magnification);
  }

  private static String name(SampleGroup.Cell cell, List<String> classes) {
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
