package org.parfocal.core.internal.report;

import java.util.Locale;
import org.parfocal.api.MetricColumn;

/**
 * How a table writes a number.
 *
 * @param decimals digits behind the point
 * @param signed whether positive numbers have a sign
 */
record NumberStyle(int decimals, boolean signed) {
  static NumberStyle of(MetricColumn column) {
    return new NumberStyle(column.decimals(), column.difference());
  }

  NumberStyle unsigned() {
    return new NumberStyle(decimals, false);
  }

  String text(double value) {
    String number = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return signed && !number.startsWith("-") ? "+" + number : number;
  }
}
