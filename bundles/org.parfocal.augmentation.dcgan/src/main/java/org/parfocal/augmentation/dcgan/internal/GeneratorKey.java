package org.parfocal.augmentation.dcgan.internal;

import java.util.List;
import org.parfocal.api.Sha256;

/** Names a generator by everything that it depends on. */
final class GeneratorKey {
  /** Changes whenever the same question would have another answer than before. */
  private static final int VERSION = 2;

  /** Long enough that two generators never meet. */
  private static final int DIGITS = 32;

  private GeneratorKey() {}

  /**
   * The name, in hexadecimal.
   *
   * @param engine native build and threads: they decide the last bits
   * @param real the training images themselves: nothing else can tell how they were cut and scaled
   */
  static String of(
      GanHyperparameters hyperparameters,
      GeneratorStreams streams,
      String engine,
      List<byte[]> real) {
    Sha256 hash =
        new Sha256()
            .add("dcgan " + VERSION, hyperparameters.toString(), streams.toString(), engine);
    real.forEach(hash::add);
    return hash.hex().substring(0, DIGITS);
  }
}
