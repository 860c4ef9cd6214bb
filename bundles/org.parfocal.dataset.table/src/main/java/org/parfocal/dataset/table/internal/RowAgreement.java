package org.parfocal.dataset.table.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What rows must agree on with each other: an image stands once, a place is in one patient. */
final class RowAgreement {
  private final Map<String, Row> byImage = new HashMap<>();
  private final Map<String, Row> byPlace = new HashMap<>();
  private final TableProblems problems;

  RowAgreement(TableProblems problems) {
    this.problems = problems;
  }

  /** Checks a row against the earlier ones. */
  void check(Row row) {
    Row same = byImage.putIfAbsent(row.id(), row);
    if (same != null) {
      problems.add(
          row.line(),
          same.label().equals(row.label())
              ? "the image %s is on line %d already; delete one of the two."
                  .formatted(row.id(), same.line())
              : "the image %s is '%s' here and '%s' on line %d; it can have one label."
                  .formatted(row.id(), row.label(), same.label(), same.line()));
    }
    if (row.place() != null) {
      Row first = byPlace.putIfAbsent(row.place(), row);
      if (first != null && !first.patient().equals(row.patient())) {
        problems.add(
            row.line(),
            "the place '%s' is of patient %s here and of %s on line %d; give each place its own name."
                .formatted(row.place(), row.patient(), first.patient(), first.line()));
      }
    }
  }

  /** Names that differ in letter case only, such as 40X and 40x: most likely one magnification. */
  static List<String> spellings(List<Row> rows) {
    Map<String, Set<String>> spellings = new TreeMap<>();
    for (Row row : rows) {
      if (row.magnification() != null) {
        spellings
            .computeIfAbsent(
                row.magnification().toLowerCase(Locale.ROOT).replaceAll("[\\s×x]+$", ""),
                name -> new TreeSet<>())
            .add(row.magnification());
      }
    }
    return spellings.values().stream()
        .filter(names -> names.size() > 1)
        .map(
            names ->
                "The magnifications %s are treated as different; write them alike if they are the same."
                    .formatted(String.join(" and ", names)))
        .toList();
  }
}
