package org.parfocal.dataset.breakhis.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over what decides which pixels and labels a reading gives: options, and of each image
 * name, size, label and patient. The names carry the whole place in the layout, so that the same
 * copy has one manifest whether its path is given from above or from inside.
 */
final class SampleManifest {
  private final MessageDigest digest;

  SampleManifest(String... options) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    line(options);
  }

  void add(FoundImage image, int label, String patient) {
    line(image.name().fileName(), Long.toString(image.bytes()), Integer.toString(label), patient);
  }

  String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void line(String... fields) {
    digest.update((String.join("\t", fields) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
