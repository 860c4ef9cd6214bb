package org.parfocal.dataset.bcss.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.SampleField;
import org.parfocal.api.Spelling;

/** Which codes make which class; a code can be in no class. */
final class ClassGroups {
  static final int NONE = -1;

  /** What was not annotated, or could not be: never a class. */
  private static final Set<String> WITHOUT_WEIGHT =
      Set.of("outside_roi", "exclude", "undetermined");

  private final List<String> names;
  private final int[] labels;

  private ClassGroups(List<String> names, int[] labels) {
    this.names = List.copyOf(names);
    this.labels = labels;
  }

  /**
   * Reads groups.
   *
   * @param option one class each, {@code name=code+code}, in label order
   * @throws ConfigurationException if a group cannot be read, a code is unknown, has no weight or
   *     is in two classes, or there are fewer than two classes
   */
  static ClassGroups of(String[] option, MaskCodes codes) {
    List<String> names = new ArrayList<>();
    int[] labels = new int[256];
    Arrays.fill(labels, NONE);
    for (String group : option) {
      int equals = group.indexOf('=');
      String name = group.substring(0, Math.max(0, equals)).strip();
      if (name.isEmpty()) {
        throw new ConfigurationException(
            "dataset.classes must be groups of mask codes such as 'tumor=tumor+dcis', one is '%s'."
                .formatted(group));
      }
      if (names.contains(name)) {
        throw new ConfigurationException(
            "dataset.classes names the class '%s' twice.".formatted(name));
      }
      for (String member : group.substring(equals + 1).split("\\+", -1)) {
        int code = code(member.strip(), name, codes);
        if (labels[code] != NONE) {
          throw new ConfigurationException(
              "dataset.classes puts the mask code '%s' into %s and into %s; choose one."
                  .formatted(member.strip(), names.get(labels[code]), name));
        }
        labels[code] = names.size();
      }
      names.add(name);
    }
    if (names.size() < 2) {
      throw new ConfigurationException(
          "dataset.classes names %d class; a classifier needs two or more."
              .formatted(names.size()));
    }
    requireApart(names);
    return new ClassGroups(names, labels);
  }

  private static void requireApart(List<String> names) {
    Spelling.alike(new SampleField("class"), names, Set.of()).stream()
        .findFirst()
        .ifPresent(
            alike -> {
              throw new ConfigurationException(
                  "dataset.classes names the class %s; write its groups as one, or names that differ."
                      .formatted(Spelling.shown(alike)));
            });
  }

  private static int code(String member, String name, MaskCodes codes) {
    if (WITHOUT_WEIGHT.contains(member)) {
      throw new ConfigurationException(
          "dataset.classes puts the mask code '%s' into %s; what is not annotated has no class."
              .formatted(member, name));
    }
    Integer code = codes.code(member);
    if (code == null) {
      throw new ConfigurationException(
          "dataset.classes puts the mask code '%s' into %s, and there is none; known are %s."
              .formatted(member, name, codes));
    }
    return code;
  }

  /** Class names in label order. */
  List<String> names() {
    return names;
  }

  /** The label of a code, or {@link #NONE}. */
  int label(int code) {
    return labels[code];
  }

  /**
   * Pixels of each class.
   *
   * @param counts pixels of each code
   */
  int[] sum(int[] counts) {
    int[] sums = new int[names.size()];
    for (int code = 0; code < counts.length; code++) {
      if (labels[code] != NONE) {
        sums[labels[code]] += counts[code];
      }
    }
    return sums;
  }
}
