package org.parfocal.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a report shows.
 *
 * @param patients what a patient is called, by the id of the data set
 * @param samples what an image is called, by the id of the data set
 * @param isOfMachine whether places of the machine are shown
 * @param images where tissue may be shown; otherwise no picture of it is
 */
public record ReportOptions(
    UnaryOperator<String> patients,
    UnaryOperator<String> samples,
    boolean isOfMachine,
    Optional<StudyImages> images) {
  /** Patients and images are called as the data set calls them. */
  public static ReportOptions named() {
    return new ReportOptions(id -> id, id -> id, true, Optional.empty());
  }

  /** They are called by numbers, in the order in which the report meets them. */
  public static ReportOptions numbered() {
    return new ReportOptions(numbers("patient "), numbers("image "), true, Optional.empty());
  }

  /** The same with pictures. */
  public ReportOptions with(StudyImages shown) {
    return new ReportOptions(patients, samples, isOfMachine, Optional.of(shown));
  }

  private static UnaryOperator<String> numbers(String kind) {
    Map<String, String> numbers = new HashMap<>();
    return id -> numbers.computeIfAbsent(id, first -> kind + (numbers.size() + 1));
  }
}
