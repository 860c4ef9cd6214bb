package org.parfocal.report.internal;

import java.util.Locale;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.Score;
import org.parfocal.report.DataTable.Cell;

/** How a page writes the numbers of a column: as the other result files do. */
record Numbers(MetricColumn column) {
  private static final String FEW = "†";

  String text(double value) {
    String number = String.format(Locale.ROOT, "%." + column.decimals() + "f", value);
    return column.difference() && !number.startsWith("-") ? "+" + number : number;
  }

  /** The interval in brackets, or nothing. */
  String interval(Score score) {
    return Double.isNaN(score.low()) || Double.isNaN(score.high())
        ? ""
        : "[%s, %s]%s"
            .formatted(text(score.low()), text(score.high()), score.isOfFewPatients() ? FEW : "");
  }

  /** The value and its interval. */
  String both(Score score) {
    return Double.isNaN(score.value())
        ? "undefined"
        : (text(score.value()) + " " + interval(score)).strip();
  }

  Cell cell(Score score) {
    return new Cell(both(score), score.value());
  }

  /** Four decimals, for figures: more than a page can show. */
  static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  /** A count with its noun. */
  static String counted(long count, String one) {
    return count + " " + (count == 1 ? one : one + "s");
  }
}
