package org.parfocal.dataset.table.internal;

import java.util.HashMap;
import java.util.Map;

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
}
