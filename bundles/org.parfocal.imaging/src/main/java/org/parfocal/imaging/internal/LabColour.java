package org.parfocal.imaging.internal;

/**
 * CIE L*a*b* of sRGB under D65 (IEC 61966-2-1, CIE 15), in which a distance is about the same
 * difference to the eye everywhere. L* runs from 0 to 100.
 */
final class LabColour {
  private static final double[][] TO_XYZ = {
    {0.4124564, 0.3575761, 0.1804375},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339, 0.1191920, 0.9503041}
  };

  private static final double[][] FROM_XYZ = {
    {3.2404542, -1.5371385, -0.4985314},
    {-0.9692660, 1.8760108, 0.0415560},
    {0.0556434, -0.2040259, 1.0572252}
  };

  private static final double[] WHITE = {0.95047, 1, 1.08883};
  private static final double BEND = 6.0 / 29;

  /** Linear light of each 8-bit value. */
  private static final double[] LIGHT = new double[256];

  static {
    for (int value = 0; value < LIGHT.length; value++) {
      double share = value / 255.0;
      LIGHT[value] = share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
  }

  private LabColour() {}

  /** L*, a*, b* of the pixels of an image, one after the other. */
  static float[] of(byte[] rgb, int offset, int size) {
    float[] lab = new float[3 * size * size];
    double[] f = new double[3];
    for (int i = 0; i < lab.length; i += 3) {
      double red = LIGHT[rgb[offset + i] & 255];
      double green = LIGHT[rgb[offset + i + 1] & 255];
      double blue = LIGHT[rgb[offset + i + 2] & 255];
      for (int k = 0; k < 3; k++) {
        double[] row = TO_XYZ[k];
        f[k] = compressed((row[0] * red + row[1] * green + row[2] * blue) / WHITE[k]);
      }
      lab[i] = (float) (116 * f[1] - 16);
      lab[i + 1] = (float) (500 * (f[0] - f[1]));
      lab[i + 2] = (float) (200 * (f[1] - f[2]));
    }
    return lab;
  }

  /** The pixels of these colours, clipped to what 8 bits can show. */
  static void write(float[] lab, byte[] rgb, int offset) {
    for (int i = 0; i < lab.length; i += 3) {
      double middle = (lab[i] + 16) / 116;
      double x = WHITE[0] * expanded(middle + lab[i + 1] / 500);
      double y = WHITE[1] * expanded(middle);
      double z = WHITE[2] * expanded(middle - lab[i + 2] / 200);
      for (int k = 0; k < 3; k++) {
        double[] row = FROM_XYZ[k];
        rgb[offset + i + k] = value(row[0] * x + row[1] * y + row[2] * z);
      }
    }
  }

  private static double compressed(double share) {
    return share > BEND * BEND * BEND ? Math.cbrt(share) : share / (3 * BEND * BEND) + 4.0 / 29;
  }

  private static double expanded(double f) {
    return f > BEND ? f * f * f : 3 * BEND * BEND * (f - 4.0 / 29);
  }

  private static byte value(double light) {
    double share = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    return (byte) Math.max(0, Math.min(255, Math.round(255 * share)));
  }
}
