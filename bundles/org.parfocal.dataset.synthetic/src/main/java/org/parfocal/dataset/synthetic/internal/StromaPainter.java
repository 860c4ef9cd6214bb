package org.parfocal.dataset.synthetic.internal;

/** Paints collagen: wavy bundles, fibrils and slits, as far as the pixel size can show them. */
final class StromaPainter {
  private static final float[] WAVELENGTH = {34, 7.5f, 3.6f, 1.7f, 0.85f};
  private static final float[] CONTRAST = {0.22f, 0.24f, 0.32f, 0.36f, 0.34f};
  private static final float[] STRETCH = {3, 7, 9, 11, 12};
  private static final float BUNDLE = 13;

  private final Stroma stroma;
  private final Canvas canvas;
  private final Ground ground;
  private final float[] weight = new float[WAVELENGTH.length];
  private final float slits;

  StromaPainter(Stroma stroma, Canvas canvas, Ground ground) {
    this.stroma = stroma;
    this.canvas = canvas;
    this.ground = ground;
    for (int k = 0; k < weight.length; k++) {
      weight[k] = CONTRAST[k] * visible(WAVELENGTH[k]);
    }
    slits = visible(BUNDLE * 0.7f);
  }

  /** Share of a texture's contrast that a pixel grid can show. */
  private float visible(float wavelength) {
    return (float) Math.min(1, Math.max(0, wavelength / (2 * canvas.pixel()) - 0.4));
  }

  void paint() {
    int step = ground.step;
    float certain = ground.certain();
    for (int row = 0; row < canvas.height(); row++) {
      int coarse = row / step * ground.columns;
      float down = (float) (row % step) / step;
      for (int column = 0; column < canvas.width(); column++) {
        int corner = coarse + column / step;
        float right = (float) (column % step) / step;
        if (mix(ground.near, corner, right, down) > certain) {
          pixel(
              row * canvas.width() + column,
              stroma.flow().along((float) canvas.x(column), (float) canvas.y(row)),
              mix(ground.across, corner, right, down),
              mix(ground.loose, corner, right, down));
        }
      }
    }
  }

  private float mix(float[] field, int corner, float right, float down) {
    float top = field[corner] + right * (field[corner + 1] - field[corner]);
    int below = corner + ground.columns;
    float bottom = field[below] + right * (field[below + 1] - field[below]);
    return top + down * (bottom - top);
  }

  private void pixel(int i, float along, float across, float loose) {
    int seed = stroma.seed();
    float fibres = 0;
    for (int k = 0; k < weight.length && weight[k] > 0; k++) {
      float scale = 1 / WAVELENGTH[k];
      fibres +=
          weight[k]
              * Noise.at(seed + 10 + k, along * scale / STRETCH[k] + 0.37f * k, across * scale);
    }
    float open = 0.27f * loose - 0.05f;
    float gap = 1.3f * Math.max(0, open + 0.02f) * (1 - slits);
    if (slits > 0) {
      float bundle = Noise.at(seed + 20, along / (6.5f * BUNDLE), across / BUNDLE);
      float ridge = Math.abs(bundle + 0.35f * fibres) - open;
      gap += slits * ramp(-ridge / 0.16f);
    }
    float dense = 0.92f - 0.50f * Math.max(0, loose) + 1.15f * fibres;
    float clear = 1 - 0.94f * Math.min(1, gap);
    canvas.eosin()[i] = (float) stroma.eosin() * Math.max(0.10f, dense) * clear;
    canvas.haematoxylin()[i] =
        Math.max(0, (float) stroma.haematoxylin() + 0.05f * loose + 0.03f * fibres) * clear;
  }

  private static float ramp(float value) {
    float t = Math.min(1, Math.max(0, value + 0.35f));
    return t * t * (3 - 2 * t);
  }
}
