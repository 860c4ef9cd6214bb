package org.parfocal.dataset.synthetic.internal;

/** Smooth value noise on the unit lattice (Perlin's fade, hashed corners), in [−1, 1]. */
final class Noise {
  private Noise() {}

  static float at(int seed, float x, float y) {
    int column = floor(x);
    int row = floor(y);
    float u = fade(x - column);
    float v = fade(y - row);
    float top = corner(seed, column, row);
    top += u * (corner(seed, column + 1, row) - top);
    float bottom = corner(seed, column, row + 1);
    bottom += u * (corner(seed, column + 1, row + 1) - bottom);
    return top + v * (bottom - top);
  }

  /** Independent values in [−1, 1] for each pair of whole numbers. */
  static float corner(int seed, int x, int y) {
    int h = seed ^ (x * 0x27D4EB2D) ^ (y * 0x165667B1);
    h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
    h = (h ^ (h >>> 12)) * 0x297A2D39;
    h ^= h >>> 15;
    return h * 0x1.0p-31f;
  }

  private static int floor(float value) {
    int whole = (int) value;
    return value < whole ? whole - 1 : whole;
  }

  private static float fade(float t) {
    return t * t * (3 - 2 * t);
  }
}
