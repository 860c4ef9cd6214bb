package org.parfocal.dataset.synthetic.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.parfocal.api.Sample;

/** SHA-256 over all ids, labels and image keys. */
final class Manifest {
  private Manifest() {}

  static String of(List<Sample> samples) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (Sample sample : samples) {
      String line = sample.id() + '\t' + sample.label() + '\t' + sample.image().key() + '\n';
      digest.update(line.getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
