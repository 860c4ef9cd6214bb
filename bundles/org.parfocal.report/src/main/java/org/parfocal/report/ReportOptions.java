package org.parfocal.report;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a report shows.
 *
 * @param patients what a patient is called, by the id of the data set
 * @param isOfMachine whether places of the machine are shown
 */
public record ReportOptions(UnaryOperator<String> patients, boolean isOfMachine) {
  /** Patients are called as the data set calls them. */
  public static ReportOptions named() {
    return new ReportOptions(id -> id, true);
  }

  /** Patients are called by numbers, in the order in which the report meets them. */
  public static ReportOptions numbered() {
    Map<String, String> numbers = new HashMap<>();
    return new ReportOptions(
        id -> numbers.computeIfAbsent(id, first -> "patient " + (numbers.size() + 1)), true);
  }
}
