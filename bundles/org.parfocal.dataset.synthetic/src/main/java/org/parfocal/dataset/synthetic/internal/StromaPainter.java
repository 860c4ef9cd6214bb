package org.parfocal.dataset.synthetic.internal;

/** Paints collagen: wavy fibres in octaves, as far as the pixel size can show them. */
final class StromaPainter {
  private static final float[] WAVELENGTH = {20, 10, 5, 2.5f, 1.25f};
  private static final float[] CONTRAST = {0.34f, 0.34f, 0.26f, 0.20f, 0.16f};
  private static final float STRETCH = 6;
  private static final float WRAP = 2.6f;
  private static final float WRAP_REACH = 13;

  private final Stroma stroma;
  private final Canvas canvas;
  private final float[] weight = new float[WAVELENGTH.length];
  private final float softness;

  StromaPainter(Stroma stroma, Canvas canvas) {
    this.stroma = stroma;
    this.canvas = canvas;
    float lost = 0;
    for (int k = 0; k < weight.length; k++) {
      double visible = WAVELENGTH[k] / (2 * canvas.pixel()) - 0.4;
      weight[k] = CONTRAST[k] * (float) Math.min(1, Math.max(0, visible));
      lost += CONTRAST[k] - weight[k];
    }
    softness = 0.22f + 0.5f * lost;
  }

  void paint() {
    float[] near = canvas.near();
    for (int row = 0, i = 0; row < canvas.height(); row++) {
      float y = (float) canvas.y(row);
      for (int column = 0; column < canvas.width(); column++, i++) {
        if (near[i] >= 0) {
          pixel(i, (float) canvas.x(column), y, near[i]);
        }
      }
    }
  }

  private void pixel(int i, float x, float y, float near) {
    int seed = stroma.seed();
    float across = stroma.flow().across(x, y) + WRAP * wrap(near);
    float along = stroma.flow().along(x, y);
    float loose =
        (float) stroma.looseness()
            + 0.42f * Noise.at(seed + 1, x / 62, y / 62)
            + 0.10f * Noise.at(seed + 2, x / 17, y / 17);
    float fibres = 0;
    for (int k = 0; k < weight.length && weight[k] > 0; k++) {
      float scale = 1 / WAVELENGTH[k];
      fibres +=
          weight[k] * Noise.at(seed + 10 + k, along * scale / STRETCH + 0.37f * k, across * scale);
    }
    float gap = ramp((fibres + 1.05f * loose - 0.78f) / softness);
    float dense = 0.80f - 0.45f * loose + 1.05f * fibres;
    float clear = 1 - 0.93f * gap;
    canvas.eosin()[i] = (float) stroma.eosin() * Math.max(0.12f, dense) * clear;
    canvas.haematoxylin()[i] = (0.045f + 0.05f * Math.max(0, loose) + 0.03f * fibres) * clear;
  }

  /** Bends the fibres around structures: a potential that falls off with distance. */
  private static float wrap(float near) {
    if (near >= Canvas.FAR) {
      return 0;
    }
    float t = 1 - near / Canvas.FAR;
    float t2 = t * t;
    return -WRAP_REACH * t2 * t2;
  }

  private static float ramp(float value) {
    float t = Math.min(1, Math.max(0, value + 0.5f));
    return t * t * (3 - 2 * t);
  }
}
