package org.parfocal.platform;

import java.math.BigDecimal;
import java.util.StringJoiner;

/**
 * What the numbers of an option, and the number of its values, may be.
 *
 * @param minimum smallest number as text; empty if there is none
 * @param maximum largest number as text; empty if there is none
 * @param above numbers are greater than this; minus infinity if there is no such limit
 * @param below numbers are less than this; infinity if there is no such limit
 * @param minItems least number of values in a list
 * @param maxItems greatest number of values in a list; the largest integer if there is no such
 *     limit
 */
public record OptionLimits(
    String minimum, String maximum, double above, double below, int minItems, int maxItems) {
  /** Anything goes. */
  public static final OptionLimits NONE = closed("", "");

  /** Numbers from a minimum to a maximum, either of which may be empty. */
  public static OptionLimits closed(String minimum, String maximum) {
    return new OptionLimits(
        minimum, maximum, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, Integer.MAX_VALUE);
  }

  /** Whether a number keeps to the limits. */
  public boolean allow(double number) {
    return number > above
        && number < below
        && (minimum.isEmpty() || number >= Double.parseDouble(minimum))
        && (maximum.isEmpty() || number <= Double.parseDouble(maximum));
  }

  /** Whether a list may have so many values. */
  public boolean allowItems(int count) {
    return count >= minItems && count <= maxItems;
  }

  /** What follows the type of a value, for people: {@code " above 0"}; may be empty. */
  String ofNumbers() {
    if (!minimum.isEmpty() && !maximum.isEmpty()) {
      return " from " + minimum + " to " + maximum;
    }
    StringJoiner words = new StringJoiner(" and ");
    if (!minimum.isEmpty()) {
      words.add("at least " + minimum);
    }
    if (Double.isFinite(above)) {
      words.add("above " + plain(above));
    }
    if (!maximum.isEmpty()) {
      words.add("at most " + maximum);
    }
    if (Double.isFinite(below)) {
      words.add("below " + plain(below));
    }
    String comma = minimum.isEmpty() && maximum.isEmpty() ? "" : ",";
    return words.length() == 0 ? "" : comma + " " + words;
  }

  /** What stands before the values of a list, for people: {@code "list of 1 to 2"}. */
  String ofItems() {
    String count;
    if (minItems == maxItems) {
      count = " " + minItems;
    } else if (maxItems < Integer.MAX_VALUE) {
      count = minItems == 0 ? " at most " + maxItems : " " + minItems + " to " + maxItems;
    } else {
      count = minItems == 0 ? "" : " at least " + minItems;
    }
    return "list of" + count;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
