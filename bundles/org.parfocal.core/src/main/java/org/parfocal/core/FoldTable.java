package org.parfocal.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.Part;
import org.parfocal.api.Sample;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.text.Csv;

/**
 * Folds as a table that the protocol {@code given-folds} reads: one row for each image of each
 * part, with the columns image (the sample's id), magnification, fold and part.
 */
public final class FoldTable {
  private static final List<String> HEADER = List.of("image", "magnification", "fold", "part");

  private FoldTable() {}

  /**
   * Writes a table.
   *
   * @param data of the variants of a study, who must share their folds
   * @throws ConfigurationException if they do not, or if a fold tests images that the protocol made
   * @throws org.parfocal.api.OutputException if the file cannot be written
   */
  public static void write(List<StudyData> data, Path file) {
    if (data.size() != 1) {
      throw new ConfigurationException(
          "The variants of the study have %d different data sets or protocols, so there is no one table of folds; leave out variants."
              .formatted(data.size()));
    }
    new Disk().write(file.toAbsolutePath().normalize(), text(data.get(0).folds()));
  }

  /**
   * The table's text.
   *
   * @throws ConfigurationException if a fold tests images that the protocol made
   */
  static String text(FoldPlan plan) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Fold fold : plan.folds()) {
      for (Part part : Part.values()) {
        for (Sample sample : fold.part(part)) {
          if (sample.image().origin() != sample.image()) {
            throw new ConfigurationException(
                "Fold %s tests images at scales that the data set has not, such as %s; a table of folds cannot name them."
                    .formatted(fold.name(), sample.id()));
          }
          List<@Nullable Object> row = new ArrayList<>();
          row.add(sample.id());
          row.add(sample.magnification());
          row.add(fold.name());
          row.add(part.label());
          rows.add(row);
        }
      }
    }
    return Csv.text(HEADER, rows);
  }
}
