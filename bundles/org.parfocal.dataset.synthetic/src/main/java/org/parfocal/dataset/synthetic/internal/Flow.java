package org.parfocal.dataset.synthetic.internal;

/**
 * The course of the collagen: fibres are the level lines of a smooth potential, so that texture and
 * spindle cells agree on one direction everywhere.
 */
final class Flow {
  private static final float LONG_WAVE = 1f / 150;
  private static final float SHORT_WAVE = 1f / 42;
  private static final float CRIMP = 1f / 13;

  private final float cos;
  private final float sin;
  private final float waviness;
  private final int seed;

  /**
   * @param angle main direction, radians
   * @param waviness 0 straight, 1 very wavy
   * @param seed of the waves
   */
  Flow(double angle, double waviness, int seed) {
    cos = (float) StrictMath.cos(angle);
    sin = (float) StrictMath.sin(angle);
    this.waviness = (float) waviness;
    this.seed = seed;
  }

  /** Potential in µm across the fibres. */
  float across(float x, float y) {
    return y * cos
        - x * sin
        + waviness
            * (48 * Noise.at(seed, x * LONG_WAVE, y * LONG_WAVE)
                + 8 * Noise.at(seed + 1, x * SHORT_WAVE, y * SHORT_WAVE)
                + 1.6f * Noise.at(seed + 2, x * CRIMP, y * CRIMP));
  }

  /** Coordinate in µm along the fibres, roughly. */
  float along(float x, float y) {
    return x * cos + y * sin;
  }

  /** Direction of the fibres at a point, radians. */
  double direction(double x, double y) {
    float step = 2;
    float px = (float) x;
    float py = (float) y;
    double gradientX = across(px + step, py) - across(px - step, py);
    double gradientY = across(px, py + step) - across(px, py - step);
    return StrictMath.atan2(-gradientX, gradientY);
  }
}
