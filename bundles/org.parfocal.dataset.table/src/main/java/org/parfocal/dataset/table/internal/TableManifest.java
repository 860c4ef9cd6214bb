package org.parfocal.dataset.table.internal;

import java.util.List;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.imaging.PatchSource;

/** SHA-256 over everything that a table says and what is cut from its images. */
final class TableManifest {
  private TableManifest() {}

  /** With it which patches are cut. */
  static String ofPyramids(String table, String pyramids, List<Sample> samples) {
    Sha256 hash = new Sha256().add(table, pyramids);
    for (Sample sample : samples) {
      PatchSource patch = (PatchSource) sample.image();
      hash.add(sample.id(), patch.field().toString());
    }
    return hash.hex();
  }
}
