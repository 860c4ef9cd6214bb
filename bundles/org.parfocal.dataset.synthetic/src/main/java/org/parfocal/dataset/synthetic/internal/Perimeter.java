package org.parfocal.dataset.synthetic.internal;

/** An outline measured along its length, so that cells stand on it at even steps. */
final class Perimeter {
  private static final int STEPS = 72;

  private final double[] travelled = new double[STEPS + 1];

  Perimeter(Outline outline) {
    double[] previous = outline.point(0);
    for (int i = 1; i <= STEPS; i++) {
      double[] point = outline.point(i * 2 * Math.PI / STEPS);
      double dx = point[0] - previous[0];
      double dy = point[1] - previous[1];
      travelled[i] = travelled[i - 1] + Math.sqrt(dx * dx + dy * dy);
      previous = point;
    }
  }

  /** Length, µm. */
  double length() {
    return travelled[STEPS];
  }

  /** The outline's angle at a share of its length (beyond 0 … 1 it goes around again). */
  double angle(double share) {
    double target = (share - Math.floor(share)) * length();
    int low = 0;
    int high = STEPS;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (travelled[middle] <= target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double within = (target - travelled[low]) / Math.max(1e-9, travelled[high] - travelled[low]);
    return (low + within) * 2 * Math.PI / STEPS;
  }
}
