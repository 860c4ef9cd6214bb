package org.parfocal.dataset.bcss.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.parfocal.api.Sample;
import org.parfocal.imaging.PatchSource;

/**
 * SHA-256 over what decides which pixels and labels a reading gives: options, of each region the
 * names and sizes of its files, and of each patch its field and label.
 */
final class RegionManifest {
  private final MessageDigest digest;

  RegionManifest(String... options) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    line(options);
  }

  void add(Region region, List<Sample> samples) {
    line(
        region.image().relative().replace('\\', '/'),
        Long.toString(region.image().bytes()),
        Long.toString(region.mask().bytes()));
    for (Sample sample : samples) {
      PatchSource patch = (PatchSource) sample.image();
      line(sample.id(), patch.field().toString(), Integer.toString(sample.label()));
    }
  }

  String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void line(String... fields) {
    digest.update((String.join("\t", fields) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
