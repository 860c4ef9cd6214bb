package org.parfocal.table.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides the classes of a table and their order. Of two classes the second is the positive one.
 */
final class ClassOrder {
  private static final Set<String> NEGATIVE =
      Set.of("benign", "control", "healthy", "negative", "normal");

  private static final Comparator<String> BY_NAME =
      Comparator.comparing((String name) -> !isNegative(name))
          .thenComparing(Comparator.naturalOrder());

  private ClassOrder() {}

  /**
   * The class names in label order.
   *
   * @param configured as the study lists them; none: the labels by name, those of {@link #NEGATIVE}
   *     first
   */
  static <S> List<String> of(
      List<String> configured,
      List<CohortRow<S>> rows,
      CohortProblems problems,
      List<String> warnings) {
    Map<String, Long> firstLines = new TreeMap<>();
    rows.forEach(row -> firstLines.putIfAbsent(row.label(), row.line()));
    List<String> classes =
        configured.isEmpty()
            ? firstLines.keySet().stream().sorted(BY_NAME).toList()
            : List.copyOf(new LinkedHashSet<>(configured));
    if (classes.size() < configured.size()) {
      problems.add(0, "dataset.classes names a class twice: %s.".formatted(configured));
    }
    firstLines.forEach(
        (label, line) -> {
          if (!classes.contains(label)) {
            problems.add(
                line,
                "the label '%s' is not among dataset.classes %s; add it there or correct the row."
                    .formatted(label, classes));
          }
        });
    if (classes.size() < 2) {
      problems.add(
          0, "there is only one class, %s; a classifier needs two or more.".formatted(classes));
    }
    List<String> unused = new ArrayList<>(classes);
    unused.removeAll(firstLines.keySet());
    if (!unused.isEmpty()) {
      warnings.add("No row has the label %s.".formatted(String.join(", ", unused)));
    }
    if (configured.isEmpty() && classes.size() == 2 && !isNegative(classes.get(0))) {
      warnings.add(
          "The positive class is '%s', by the order of names; set dataset.classes: %s to change it."
              .formatted(classes.get(1), Arrays.asList(classes.get(1), classes.get(0))));
    }
    return classes;
  }

  private static boolean isNegative(String name) {
    return NEGATIVE.contains(name.toLowerCase(Locale.ROOT));
  }
}
