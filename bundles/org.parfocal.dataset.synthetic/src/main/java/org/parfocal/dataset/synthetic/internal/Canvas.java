package org.parfocal.dataset.synthetic.internal;

/**
 * Optical densities of haematoxylin and eosin on a pixel grid, before the stain's colours and the
 * optics.
 */
@SuppressWarnings("ArrayRecordComponent") // planes are meant to be written into
record Canvas(
    int width,
    int height,
    double pixel,
    double left,
    double top,
    float[] haematoxylin,
    float[] eosin) {
  static Canvas of(int width, int height, double pixel) {
    int size = width * height;
    return new Canvas(
        width,
        height,
        pixel,
        -0.5 * width * pixel,
        -0.5 * height * pixel,
        new float[size],
        new float[size]);
  }

  TissueWindow window() {
    return TissueWindow.centred(width * pixel, height * pixel);
  }

  /** Centre of a column, µm. */
  double x(int column) {
    return left + (column + 0.5) * pixel;
  }

  /** Centre of a row, µm. */
  double y(int row) {
    return top + (row + 0.5) * pixel;
  }

  /** Column that holds this position; 0 or the width beyond the borders. */
  int column(double x) {
    return Math.min(width, Math.max(0, (int) Math.floor((x - left) / pixel)));
  }

  /** Row that holds this position; 0 or the height beyond the borders. */
  int row(double y) {
    return Math.min(height, Math.max(0, (int) Math.floor((y - top) / pixel)));
  }
}
