package org.parfocal.augmentation.dcgan.internal;

import java.util.List;
import java.util.Locale;
import org.parfocal.api.Printable;

/** Scores of every epoch of one group, as rows of a CSV file. */
final class LossCurves {
  static final String HEADER =
      "epoch,group,discriminator-loss,generator-loss,d-of-real,d-of-generated\n";

  private LossCurves() {}

  static String rows(String group, List<GanScores> curve) {
    StringBuilder rows = new StringBuilder();
    for (int epoch = 0; epoch < curve.size(); epoch++) {
      GanScores scores = curve.get(epoch);
      rows.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%.6g,%.6g,%.6g,%.6g%n",
              epoch + 1,
              cell(group),
              scores.discriminatorLoss(),
              scores.generatorLoss(),
              scores.real(),
              scores.generated()));
    }
    return rows.toString().replace("\r\n", "\n");
  }

  /** Quoted; a name that a spreadsheet would compute starts with an apostrophe. */
  private static String cell(String text) {
    String plain = Printable.of(text).replaceAll("\\s", " ");
    String harmless = plain.matches("[=+\\-@].*") ? "'" + plain : plain;
    return '"' + harmless.replace("\"", "\"\"") + '"';
  }
}
