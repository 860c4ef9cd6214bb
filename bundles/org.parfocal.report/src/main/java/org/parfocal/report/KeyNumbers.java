package org.parfocal.report;

import java.util.List;

/**
 * The few numbers that somebody should remember.
 *
 * @param numbers in their order
 */
public record KeyNumbers(List<KeyNumber> numbers) implements Block {
  public KeyNumbers {
    numbers = List.copyOf(numbers);
  }

  /**
   * A number.
   *
   * @param label what it is of
   * @param value as it is shown
   * @param note how sure it is, or what it is compared with
   */
  public record KeyNumber(String label, String value, String note) {}
}
