package org.parfocal.imaging.internal;

import java.util.random.RandomGenerator;

/**
 * A change of the amounts of stain, as between laboratories: each pixel's optical density is
 * unmixed into haematoxylin, eosin and a residual (Ruifrok and Johnston 2001), each amount d
 * becomes {@code factor · d + shift}, and the pixel is mixed again (Tellez et al. 2018, HED-light).
 *
 * <p>Optical density is −log₁₀((value + 1) / 256). Unmixing, change and mixing are linear in it, so
 * they are one 3 × 3 matrix; the logarithm and the power are tables.
 */
final class StainChange {
  /** Haematoxylin, eosin, DAB in optical density of R, G, B (Ruifrok and Johnston 2001). */
  private static final double[][] STAINS =
      unitRows(new double[][] {{0.65, 0.70, 0.29}, {0.07, 0.99, 0.11}, {0.27, 0.57, 0.78}});

  private static final double[][] UNMIXING = inverse(STAINS);

  /** Steps of the tables in one unit of optical density; finer than a step of 8-bit values. */
  private static final int STEPS = 2048;

  /** −log₁₀((value + 1) / 256) · STEPS. */
  private static final float[] DENSITY = new float[256];

  /** Value by density · STEPS, up to the density of black. */
  private static final byte[] VALUE = new byte[(int) Math.ceil(Math.log10(256) * STEPS) + 1];

  static {
    for (int value = 0; value < DENSITY.length; value++) {
      DENSITY[value] = (float) (-Math.log10((value + 1) / 256.0) * STEPS);
    }
    for (int step = 0; step < VALUE.length; step++) {
      double value = 256 * Math.pow(10, -(double) step / STEPS) - 1;
      VALUE[step] = (byte) Math.max(0, Math.round(value));
    }
  }

  private final float[] matrix = new float[9];
  private final float[] shift = new float[3];

  /**
   * A given change.
   *
   * @param factors of haematoxylin, eosin, residual; 1 for no change
   * @param shifts of the same; 0 for no change
   */
  StainChange(double[] factors, double[] shifts) {
    for (int to = 0; to < 3; to++) {
      for (int stain = 0; stain < 3; stain++) {
        for (int from = 0; from < 3; from++) {
          matrix[3 * from + to] +=
              (float) (UNMIXING[from][stain] * factors[stain] * STAINS[stain][to]);
        }
        shift[to] += (float) (shifts[stain] * STAINS[stain][to] * STEPS);
      }
      shift[to] += 0.5f; // so that the table is read at the nearest step
    }
  }

  /** Draws factors from 1 − strength to 1 + strength and shifts from −strength to strength. */
  static StainChange draw(double strength, RandomGenerator random) {
    double[] factors = new double[3];
    double[] shifts = new double[3];
    for (int stain = 0; stain < 3; stain++) {
      factors[stain] = 1 + strength * (2 * random.nextDouble() - 1);
      shifts[stain] = strength * (2 * random.nextDouble() - 1);
    }
    return new StainChange(factors, shifts);
  }

  void apply(byte[] rgb, int offset, int size) {
    int end = offset + 3 * size * size;
    for (int i = offset; i < end; i += 3) {
      float red = DENSITY[rgb[i] & 255];
      float green = DENSITY[rgb[i + 1] & 255];
      float blue = DENSITY[rgb[i + 2] & 255];
      rgb[i] = value(matrix[0] * red + matrix[3] * green + matrix[6] * blue + shift[0]);
      rgb[i + 1] = value(matrix[1] * red + matrix[4] * green + matrix[7] * blue + shift[1]);
      rgb[i + 2] = value(matrix[2] * red + matrix[5] * green + matrix[8] * blue + shift[2]);
    }
  }

  private static byte value(float density) {
    return VALUE[Math.max(0, Math.min(VALUE.length - 1, (int) density))];
  }

  private static double[][] unitRows(double[][] rows) {
    for (double[] row : rows) {
      double length = Math.sqrt(row[0] * row[0] + row[1] * row[1] + row[2] * row[2]);
      for (int i = 0; i < 3; i++) {
        row[i] /= length;
      }
    }
    return rows;
  }

  /** By cofactors. */
  private static double[][] inverse(double[][] m) {
    double[][] inverse = new double[3][3];
    for (int i = 0; i < 3; i++) {
      int i1 = (i + 1) % 3;
      int i2 = (i + 2) % 3;
      for (int j = 0; j < 3; j++) {
        int j1 = (j + 1) % 3;
        int j2 = (j + 2) % 3;
        inverse[j][i] = m[i1][j1] * m[i2][j2] - m[i1][j2] * m[i2][j1];
      }
    }
    double determinant =
        m[0][0] * inverse[0][0] + m[0][1] * inverse[1][0] + m[0][2] * inverse[2][0];
    for (double[] row : inverse) {
      for (int j = 0; j < 3; j++) {
        row[j] /= determinant;
      }
    }
    return inverse;
  }
}
