package org.parfocal.dataset.synthetic.internal;

/** An outline measured along its length, so that cells stand on it at even steps. */
final class Perimeter {
  private final double[] travelled;

  Perimeter(Outline outline) {
    double[][] points = outline.polygon();
    travelled = new double[points.length + 1];
    for (int i = 1; i <= points.length; i++) {
      double dx = points[i % points.length][0] - points[i - 1][0];
      double dy = points[i % points.length][1] - points[i - 1][1];
      travelled[i] = travelled[i - 1] + Math.sqrt(dx * dx + dy * dy);
    }
  }

  /** Length, µm. */
  double length() {
    return travelled[travelled.length - 1];
  }

  /** The outline's angle at a share of its length (beyond 0 … 1 it goes around again). */
  double angle(double share) {
    double target = (share - Math.floor(share)) * length();
    int low = 0;
    int high = travelled.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (travelled[middle] <= target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double within = (target - travelled[low]) / Math.max(1e-9, travelled[high] - travelled[low]);
    return (low + within) * 2 * Math.PI / (travelled.length - 1);
  }
}
