package org.parfocal.dataset.synthetic.internal;

import java.util.Arrays;

/**
 * Optical densities of haematoxylin and eosin on a pixel grid, before the stain's colours and the
 * optics. A third plane holds the distance to the nearest structure, µm.
 */
@SuppressWarnings("ArrayRecordComponent") // planes are meant to be written into
record Canvas(
    int width,
    int height,
    double pixel,
    double left,
    double top,
    float[] haematoxylin,
    float[] eosin,
    float[] near) {
  /** Nothing is this near, µm. */
  static final float FAR = 60;

  static Canvas of(int width, int height, double pixel) {
    int size = width * height;
    float[] near = new float[size];
    Arrays.fill(near, FAR);
    return new Canvas(
        width,
        height,
        pixel,
        -0.5 * width * pixel,
        -0.5 * height * pixel,
        new float[size],
        new float[size],
        near);
  }

  Window window() {
    return Window.centred(width * pixel, height * pixel);
  }

  /** Centre of a column, µm. */
  double x(int column) {
    return left + (column + 0.5) * pixel;
  }

  /** Centre of a row, µm. */
  double y(int row) {
    return top + (row + 0.5) * pixel;
  }

  int column(double x) {
    return Math.min(width, Math.max(0, (int) Math.floor((x - left) / pixel)));
  }

  int row(double y) {
    return Math.min(height, Math.max(0, (int) Math.floor((y - top) / pixel)));
  }
}
