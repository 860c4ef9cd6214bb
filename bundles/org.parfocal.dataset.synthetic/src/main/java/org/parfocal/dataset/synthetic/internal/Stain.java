package org.parfocal.dataset.synthetic.internal;

/**
 * How haematoxylin and eosin colour the light: unit vectors of optical density over red, green and
 * blue after Ruifrok and Johnston (Anal Quant Cytol Histol 2001), the amount taken up, and the
 * colour of the empty background.
 *
 * @param haematoxylin direction, length 1
 * @param eosin direction, length 1
 * @param haematoxylinAmount factor on haematoxylin densities
 * @param eosinAmount factor on eosin densities
 * @param white transmitted light where there is no tissue, per channel, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // three numbers each, never handed on
record Stain(
    double[] haematoxylin,
    double[] eosin,
    double haematoxylinAmount,
    double eosinAmount,
    double[] white) {
  /** Ruifrok and Johnston's vectors, unit amounts, pure white. */
  static final Stain REFERENCE =
      new Stain(unit(0.65, 0.70, 0.29), unit(0.07, 0.99, 0.11), 1, 1, new double[] {1, 1, 1});

  /** A laboratory's own mixture, section thickness and lamp: differs from patient to patient. */
  static Stain of(RandomStream random, double shift) {
    double thickness = 1 + 0.06 * shift * random.normal();
    double bath = shift * random.normal();
    return new Stain(
        unit(
            0.65 + 0.03 * shift * random.normal(),
            0.70 + 0.018 * shift * random.normal(),
            0.29 + 0.03 * shift * random.normal()),
        unit(
            0.10 + 0.03 * shift * Math.abs(random.normal()),
            0.92 + 0.02 * shift * random.normal(),
            0.36 + 0.06 * shift * random.normal()),
        thickness * (1 + 0.10 * bath + 0.08 * shift * random.normal()),
        thickness * (1 - 0.07 * bath + 0.12 * shift * random.normal()),
        white(random, shift));
  }

  /** Fraction of light let through by these amounts of stain, per channel. */
  double[] transmitted(double haematoxylinDensity, double eosinDensity) {
    double[] light = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      double density =
          haematoxylin[channel] * haematoxylinAmount * haematoxylinDensity
              + eosin[channel] * eosinAmount * eosinDensity;
      light[channel] = white[channel] * StrictMath.pow(10, -density);
    }
    return light;
  }

  private static double[] white(RandomStream random, double shift) {
    double lamp = 0.93 + 0.02 * shift * random.normal();
    double tint = 0.018 * shift * random.normal();
    double green = 0.009 * shift * random.normal();
    return new double[] {
      Math.min(0.99, lamp + tint), Math.min(0.99, lamp + green), Math.min(0.99, lamp - tint)
    };
  }

  private static double[] unit(double red, double green, double blue) {
    double length = Math.sqrt(red * red + green * green + blue * blue);
    return new double[] {red / length, green / length, blue / length};
  }
}
