package org.parfocal.dataset.table.internal;

import java.util.List;
import java.util.TreeMap;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.imaging.PatchSource;

/** SHA-256 over the classes and, row by row, everything that the table says. */
final class TableManifest {
  private TableManifest() {}

  static String of(List<String> classes, List<Row> rows) {
    Sha256 hash = new Sha256().add(classes.toArray(String[]::new));
    for (Row row : rows) {
      hash.add(
          row.id(),
          row.label(),
          row.patient(),
          row.slide(),
          String.valueOf(row.magnification()),
          row.micronsPerPixel().toString(),
          String.valueOf(row.place()));
      new TreeMap<>(row.attributes()).forEach(hash::add);
    }
    return hash.hex();
  }

  /** As {@link #of}, and with it which patches are cut. */
  static String ofPyramids(String table, String pyramids, List<Sample> samples) {
    Sha256 hash = new Sha256().add(table, pyramids);
    for (Sample sample : samples) {
      PatchSource patch = (PatchSource) sample.image();
      hash.add(sample.id(), patch.field().toString());
    }
    return hash.hex();
  }
}
