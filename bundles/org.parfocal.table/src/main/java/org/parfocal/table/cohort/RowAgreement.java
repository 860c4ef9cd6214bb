package org.parfocal.table.cohort;

import java.util.HashMap;
import java.util.Map;

/** What rows must agree on with each other: an image stands once, a place is in one patient. */
final class RowAgreement {
  private final Map<String, CohortRow<?>> byId = new HashMap<>();
  private final Map<String, CohortRow<?>> byPlace = new HashMap<>();
  private final String noun;
  private final CohortProblems problems;

  RowAgreement(String noun, CohortProblems problems) {
    this.noun = noun;
    this.problems = problems;
  }

  /** Checks that no earlier row is of the same image. */
  void checkId(CohortRow<?> row) {
    CohortRow<?> same = byId.putIfAbsent(row.id(), row);
    if (same != null) {
      problems.add(
          row.line(),
          same.label().equals(row.label())
              ? "the %s %s is on line %d already; delete one of the two."
                  .formatted(noun, row.id(), same.line())
              : "the %s %s is '%s' here and '%s' on line %d; it can have one label."
                  .formatted(noun, row.id(), row.label(), same.label(), same.line()));
    }
  }

  /** Checks that no earlier row has the same place in another patient; once names are chosen. */
  void checkPlace(CohortRow<?> row) {
    if (row.place() != null) {
      CohortRow<?> first = byPlace.putIfAbsent(row.place(), row);
      if (first != null && !first.patient().equals(row.patient())) {
        problems.add(
            row.line(),
            "the place '%s' is of patient %s here and of %s on line %d; give each place its own name."
                .formatted(row.place(), row.patient(), first.patient(), first.line()));
      }
    }
  }
}
