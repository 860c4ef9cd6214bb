package org.parfocal.dataset.bcss.internal;

import java.util.List;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.imaging.PatchSource;

/**
 * SHA-256 over what decides which samples a reading gives: options, of each region its name and the
 * content of its mask, and of each patch its field and label.
 */
final class RegionManifest {
  private final Sha256 hash = new Sha256();

  RegionManifest(String... options) {
    hash.add(options);
  }

  void add(Region region, List<Sample> samples) {
    hash.add(region.image().relative().replace('\\', '/'), region.mask().key());
    for (Sample sample : samples) {
      PatchSource patch = (PatchSource) sample.image();
      hash.add(sample.id(), patch.field().toString(), Integer.toString(sample.label()));
    }
  }

  String hex() {
    return hash.hex();
  }
}
