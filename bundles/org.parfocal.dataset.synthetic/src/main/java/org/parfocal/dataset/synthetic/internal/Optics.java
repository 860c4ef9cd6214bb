package org.parfocal.dataset.synthetic.internal;

import org.parfocal.api.RgbImage;

/** Turns stain densities into a camera's picture: absorption, blur, shading, sensor noise. */
final class Optics {
  private static final int STEPS = 512;
  private static final float[] TRANSMISSION = transmission();

  private final Stain stain;
  private final RandomStream random;
  private final double blur;
  private final double shading;
  private final double noise;
  private final double exposure;

  Optics(Stain stain, MicroscopeObjective objective, RandomStream random) {
    this.stain = stain;
    this.random = random;
    double defocus = 0.30 * objective.aperture() * Math.abs(random.normal());
    double lens = objective.blur();
    double sensor = 0.40 * objective.micronsPerPixel();
    blur = Math.sqrt(lens * lens + defocus * defocus + sensor * sensor);
    shading = random.uniform(0.02, 0.09);
    noise = random.uniform(0.008, 0.018);
    exposure = 1 + 0.02 * random.normal();
  }

  /**
   * The picture.
   *
   * @param finer canvas pixels along one edge of a picture pixel
   */
  RgbImage expose(Canvas canvas, int finer) {
    float[] light = light(canvas);
    Blur.apply(light, canvas.width(), canvas.height(), blur / canvas.pixel());
    return sensor(light, canvas.width() / finer, canvas.height() / finer, finer);
  }

  /** Light per channel, interleaved, 0 to 1. */
  private float[] light(Canvas canvas) {
    float[] light = new float[canvas.haematoxylin().length * 3];
    for (int channel = 0; channel < 3; channel++) {
      float h = (float) (stain.haematoxylin()[channel] * stain.haematoxylinAmount());
      float e = (float) (stain.eosin()[channel] * stain.eosinAmount());
      float white = (float) (stain.white()[channel] * exposure);
      for (int i = 0; i < canvas.haematoxylin().length; i++) {
        float density = h * canvas.haematoxylin()[i] + e * canvas.eosin()[i];
        light[3 * i + channel] = white * transmitted(density);
      }
    }
    return light;
  }

  private RgbImage sensor(float[] light, int width, int height, int finer) {
    byte[] rgb = new byte[width * height * 3];
    float centreX = width * (0.5f + 0.08f * (float) random.normal());
    float centreY = height * (0.5f + 0.08f * (float) random.normal());
    float scale = (float) shading * 4 / (width * width + height * height);
    int seed = random.seed();
    float share = 1f / (finer * finer);
    int stride = width * finer * 3;
    for (int row = 0, i = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        float dx = column - centreX;
        float dy = row - centreY;
        float shade = (1 - scale * (dx * dx + dy * dy)) * share;
        for (int channel = 0; channel < 3; channel++, i++) {
          float sum = 0;
          for (int y = 0; y < finer; y++) {
            int from = (row * finer + y) * stride + column * finer * 3 + channel;
            for (int x = 0; x < finer; x++) {
              sum += light[from + 3 * x];
            }
          }
          float grain = Noise.corner(seed, i, 1) + Noise.corner(seed, i, 2);
          float value = sum * shade + (float) noise * 1.22f * grain;
          rgb[i] = (byte) Math.min(255, Math.max(0, (int) (value * 255 + 0.5f)));
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** 10^−density, from a table with linear interpolation (error below 3e-6). */
  static float transmitted(float density) {
    float position = Math.min(STEPS * 4 - 1.001f, Math.max(0, density * STEPS));
    int below = (int) position;
    float low = TRANSMISSION[below];
    return low + (position - below) * (TRANSMISSION[below + 1] - low);
  }

  private static float[] transmission() {
    float[] table = new float[STEPS * 4];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) StrictMath.pow(10, -(double) i / STEPS);
    }
    return table;
  }
}
