package org.parfocal.augmentation.dcgan.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Names a generator by everything that it depends on. */
final class GeneratorKey {
  /** Changes whenever the same question would have another answer than before. */
  private static final int VERSION = 1;

  private GeneratorKey() {}

  /**
   * The name, in hexadecimal.
   *
   * @param engine native build and threads: they decide the last bits
   * @param real the training images themselves: nothing else can tell how they were cut and scaled
   */
  static String of(Recipe recipe, Chance chance, String engine, List<byte[]> real) {
    MessageDigest digest = Sha256.digest();
    String text = String.join("\n", "dcgan " + VERSION, recipe.toString(), chance.toString());
    digest.update((text + "\n" + engine + "\n").getBytes(StandardCharsets.UTF_8));
    real.forEach(digest::update);
    return Sha256.name(digest.digest());
  }
}
