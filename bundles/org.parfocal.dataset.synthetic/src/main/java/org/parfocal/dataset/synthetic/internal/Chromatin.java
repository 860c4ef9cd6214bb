package org.parfocal.dataset.synthetic.internal;

/**
 * The inside of one nucleus: membrane, chromatin and nucleoli, as far as the pixel size can show
 * them, in coordinates in which the outline is the unit circle.
 */
final class Chromatin {
  /** Nuclei do not end sharply: the section cuts them at a slant, µm. */
  private static final float EDGE = 0.5f;

  private final Nucleus nucleus;
  private final float[] h;
  private final float[] e;
  private final float minor;
  private final float strength;
  private final float edge;
  private final float taper;
  private final float vesicular;
  private final float dents;
  private final float membrane;
  private final float coarse;
  private final float fine;
  private final float[] spots;
  private final float spotEdge;

  Chromatin(Nucleus nucleus, Canvas canvas) {
    this.nucleus = nucleus;
    h = canvas.haematoxylin();
    e = canvas.eosin();
    float pixel = (float) canvas.pixel();
    double major = widened(nucleus.major(), pixel);
    minor = (float) widened(nucleus.minor(), pixel);
    strength = (float) (nucleus.major() * nucleus.minor() / (major * minor));
    edge = Math.max(pixel, EDGE);
    taper = (float) Math.min(1.4, Math.max(0, nucleus.major() / nucleus.minor() - 1.7));
    vesicular = (float) nucleus.vesicular();
    dents = 1.3f * (float) nucleus.irregularity() * Math.min(1, minor / pixel / 2);
    membrane = Math.min(1, Math.max(0, 0.5f * minor / pixel - 0.6f));
    coarse = visible(2.2f, pixel);
    fine = visible(0.9f, pixel);
    spotEdge = Math.max(pixel / minor, 0.14f);
    RandomStream random = new RandomStream(nucleus.seed());
    spots = new float[3 * nucleus.nucleoli()];
    for (int i = 0; i < spots.length; i += 3) {
      spots[i] = (float) random.uniform(-0.45, 0.45);
      spots[i + 1] = (float) random.uniform(-0.45, 0.45);
      spots[i + 2] = (float) (random.uniform(0.55, 1.15) / minor);
    }
  }

  /** A half axis as it is painted: not thinner than the grid can carry. */
  static double widened(double axis, double pixel) {
    return Math.max(0.55 * pixel, axis);
  }

  private static float visible(float wavelength, float pixel) {
    return Math.min(1, Math.max(0, wavelength / (2 * pixel) - 0.4f));
  }

  /** Stains one pixel. */
  void stain(int i, float u, float v) {
    float radius = (float) Math.sqrt(u * u + v * v * (1 + taper * u * u));
    float border = 1;
    if (dents > 0.01f && radius > 0.5f) {
      float scale = 1.1f / radius;
      border += dents * Noise.at(nucleus.seed(), u * scale + 9, v * scale + 9);
    }
    float level = radius / border;
    float cover = Math.min(1, Math.max(0, 0.5f + (1 - level) * minor / edge));
    if (cover <= 0) {
      return;
    }
    float lens = (float) Math.sqrt(Math.max(0, 1 - level * level));
    float dense = 0.62f + 0.38f * lens;
    float rim = Math.max(0, 1 - Math.abs(level - 0.86f) / 0.20f);
    float pale = 0.42f + 0.12f * (1 - membrane) + 0.52f * membrane * rim;
    float profile = (dense + vesicular * (pale - dense)) * (1 + texture(u, v));
    float spot = spots(u, v);
    float density = (float) nucleus.density() * (Math.max(0.12f, profile) + 0.5f * spot);
    float share = cover * strength;
    h[i] += share * (density - 0.78f * h[i]);
    e[i] += share * (0.14f * spot + 0.07f - 0.55f * e[i]);
  }

  private float texture(float u, float v) {
    if (coarse <= 0) {
      return 0;
    }
    float x = u * minor;
    float y = v * minor;
    float value = 0.62f * coarse * Noise.at(nucleus.seed() + 1, x / 2.2f, y / 2.2f);
    if (fine > 0) {
      value += 0.60f * fine * Noise.at(nucleus.seed() + 2, x / 0.9f, y / 0.9f);
    }
    return (float) nucleus.clumping() * value;
  }

  private float spots(float u, float v) {
    float value = 0;
    for (int i = 0; i < spots.length; i += 3) {
      float du = u - spots[i];
      float dv = v - spots[i + 1];
      float distance = (float) Math.sqrt(du * du + dv * dv) - spots[i + 2];
      float area = Math.min(1, spots[i + 2] / spotEdge);
      value = Math.max(value, area * Math.min(1, Math.max(0, 0.5f - distance / spotEdge)));
    }
    return value;
  }
}
