package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The toy with two modes: a dark or a bright disc on grey, of varying place and size. */
final class Discs {
  static final int SIZE = 16;
  private static final int GROUND = 128;

  private Discs() {}

  /** Dark and bright ones by turns. */
  static List<byte[]> ofBothModes(int count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<byte[]> discs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      discs.add(disc(i % 2 == 0 ? 30 : 225, random));
    }
    return discs;
  }

  static byte[] disc(int colour, RandomGenerator random) {
    double x = SIZE / 2.0 + random.nextDouble(-1.5, 1.5);
    double y = SIZE / 2.0 + random.nextDouble(-1.5, 1.5);
    double radius = random.nextDouble(4, 6);
    byte[] rgb = new byte[3 * SIZE * SIZE];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      double distance = Math.hypot(pixel % SIZE - x, pixel / SIZE - y);
      double cover = Math.max(0, Math.min(1, radius - distance));
      rgb[i] = (byte) (GROUND + cover * (colour - GROUND) + random.nextInt(8));
    }
    return rgb;
  }
}
