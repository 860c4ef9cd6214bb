package org.parfocal.dataset.synthetic.internal;

/** Paints nuclei: membrane, chromatin and nucleoli as far as the pixel size can show them. */
final class NucleusPainter {
  private final Canvas canvas;
  private final float pixel;
  private final float coarse;
  private final float fine;

  NucleusPainter(Canvas canvas) {
    this.canvas = canvas;
    pixel = (float) canvas.pixel();
    coarse = visible(1.9f);
    fine = visible(0.8f);
  }

  private float visible(float wavelength) {
    return Math.min(1, Math.max(0, wavelength / (2 * pixel) - 0.4f));
  }

  void paint(Nucleus nucleus) {
    double least = 0.55 * pixel;
    double major = Math.max(least, nucleus.major());
    double minor = Math.max(least, nucleus.minor());
    float strength = (float) (nucleus.major() * nucleus.minor() / (major * minor));
    double cos = StrictMath.cos(nucleus.angle());
    double sin = StrictMath.sin(nucleus.angle());
    double reach = major * (1 + 1.2 * nucleus.irregularity()) + pixel;
    Chromatin chromatin = new Chromatin(nucleus, (float) minor);
    int bottom = canvas.row(nucleus.y() + reach + pixel);
    int right = canvas.column(nucleus.x() + reach + pixel);
    for (int row = canvas.row(nucleus.y() - reach); row < bottom; row++) {
      double dy = canvas.y(row) - nucleus.y();
      for (int column = canvas.column(nucleus.x() - reach); column < right; column++) {
        double dx = canvas.x(column) - nucleus.x();
        float u = (float) ((dx * cos + dy * sin) / major);
        float v = (float) ((dy * cos - dx * sin) / minor);
        chromatin.stain(row * canvas.width() + column, u, v, strength);
      }
    }
  }

  /** The inside of one nucleus, in coordinates in which its outline is the unit circle. */
  private final class Chromatin {
    private final Nucleus nucleus;
    private final float minor;
    private final float vesicular;
    private final float dents;
    private final float membrane;
    private final float[] spots;

    Chromatin(Nucleus nucleus, float minor) {
      this.nucleus = nucleus;
      this.minor = minor;
      vesicular = (float) nucleus.vesicular();
      dents = (float) nucleus.irregularity() * Math.min(1, minor / pixel / 2);
      membrane = Math.min(1, Math.max(0, 0.5f * minor / pixel - 0.6f));
      Chance chance = new Chance(nucleus.seed());
      spots = new float[3 * nucleus.nucleoli()];
      for (int i = 0; i < spots.length; i += 3) {
        spots[i] = (float) chance.uniform(-0.45, 0.45);
        spots[i + 1] = (float) chance.uniform(-0.45, 0.45);
        spots[i + 2] = (float) (chance.uniform(0.55, 1.05) / minor);
      }
    }

    void stain(int i, float u, float v, float strength) {
      float radius = (float) Math.sqrt(u * u + v * v);
      float border = 1;
      if (dents > 0.01f && radius > 0.5f) {
        float scale = 1.1f / radius;
        border += 1.3f * dents * Noise.at(nucleus.seed(), u * scale + 9, v * scale + 9);
      }
      float level = radius / border;
      float cover = Math.min(1, Math.max(0, 0.5f + (1 - level) * minor / pixel));
      if (cover <= 0) {
        return;
      }
      float lens = (float) Math.sqrt(Math.max(0, 1 - level * level));
      float dense = 0.60f + 0.40f * lens;
      float rim = Math.max(0, 1 - Math.abs(level - 0.88f) / 0.17f);
      float pale = 0.44f + 0.10f * (1 - membrane) + 0.52f * membrane * rim;
      float profile = dense + vesicular * (pale - dense);
      profile *= 1 + texture(u, v);
      float spot = spots(u, v);
      float density = (float) nucleus.density() * strength * (profile + 0.55f * spot);
      float share = cover * strength;
      float[] h = canvas.haematoxylin();
      float[] e = canvas.eosin();
      h[i] += cover * density - 0.72f * share * h[i];
      e[i] += share * (0.16f * spot - 0.62f * e[i]);
    }

    private float texture(float u, float v) {
      if (coarse <= 0) {
        return 0;
      }
      float x = u * minor;
      float y = v * minor;
      float value = 0.55f * coarse * Noise.at(nucleus.seed() + 1, x / 1.9f, y / 1.9f);
      if (fine > 0) {
        value += 0.45f * fine * Noise.at(nucleus.seed() + 2, x / 0.8f, y / 0.8f);
      }
      return (float) nucleus.clumping() * value;
    }

    private float spots(float u, float v) {
      float value = 0;
      for (int i = 0; i < spots.length; i += 3) {
        float du = u - spots[i];
        float dv = v - spots[i + 1];
        float size = spots[i + 2];
        float distance = (float) Math.sqrt(du * du + dv * dv) - size;
        float soft = Math.max(pixel / minor, 0.12f);
        float area = Math.min(1, size / soft);
        value = Math.max(value, area * Math.min(1, Math.max(0, 0.5f - distance / soft)));
      }
      return value;
    }
  }
}
