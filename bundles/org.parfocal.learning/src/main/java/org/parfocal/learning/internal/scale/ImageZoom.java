package org.parfocal.learning.internal.scale;

/**
 * Shows square images at another magnification, as the transform zoom does: below 1 made smaller by
 * area averages, with mirrored borders; above 1 the middle, by linear interpolation. Along each
 * axis a new pixel is a weighted mean of neighbouring old ones.
 */
final class ImageZoom {
  private static final int CHANNELS = 3;

  private final int size;

  /** Of each new pixel, the first old one that it is made of, and the weights from there on. */
  private final int[] first;

  private final float[][] weights;

  /**
   * A zoom.
   *
   * @param size edge of the images in pixels
   * @param factor new magnification over the old one, above 0
   */
  ImageZoom(int size, double factor) {
    this.size = size;
    this.first = new int[size];
    this.weights = new float[size][];
    int smaller = (int) Math.max(1, Math.round(size * factor));
    for (int place = 0; place < size; place++) {
      if (factor >= 1) {
        enlarge(place, factor);
      } else {
        int turn = Math.floorMod(place - (size - smaller) / 2, 2 * smaller);
        shrink(place, turn < smaller ? turn : 2 * smaller - 1 - turn, (double) size / smaller);
      }
    }
  }

  private void enlarge(int place, double factor) {
    double middle = size / 2.0;
    double from = Math.max(0, Math.min(size - 1.0, middle + (place + 0.5 - middle) / factor - 0.5));
    int left = Math.min(size - 1, (int) from);
    float right = (float) (from - left);
    first[place] = left;
    weights[place] = right > 0 ? new float[] {1 - right, right} : new float[] {1};
  }

  /** The mean of the old pixels that the pixel of the smaller image covers. */
  private void shrink(int place, int pixel, double covered) {
    double begin = pixel * covered;
    double end = Math.min(size, begin + covered);
    first[place] = (int) begin;
    weights[place] = new float[(int) Math.ceil(end) - first[place]];
    for (int k = 0; k < weights[place].length; k++) {
      double left = Math.max(begin, first[place] + k);
      double right = Math.min(end, first[place] + k + 1.0);
      weights[place][k] = (float) ((right - left) / covered);
    }
  }

  /**
   * Zooms.
   *
   * @param from {@code size × size × 3} numbers from {@code fromOffset} on
   * @param to filled from {@code toOffset} on
   */
  void apply(float[] from, int fromOffset, float[] to, int toOffset) {
    float[] columns = new float[CHANNELS * size * size];
    along(from, fromOffset, columns, 0, CHANNELS, CHANNELS * size);
    along(columns, 0, to, toOffset, CHANNELS * size, CHANNELS);
  }

  private void along(float[] from, int fromOffset, float[] to, int toOffset, int step, int stride) {
    for (int line = 0; line < size; line++) {
      for (int place = 0; place < size; place++) {
        int source = fromOffset + line * stride + first[place] * step;
        int target = toOffset + line * stride + place * step;
        float[] own = weights[place];
        for (int channel = 0; channel < CHANNELS; channel++) {
          float sum = 0;
          for (int k = 0; k < own.length; k++) {
            sum += own[k] * from[source + k * step + channel];
          }
          to[target + channel] = sum;
        }
      }
    }
  }
}
