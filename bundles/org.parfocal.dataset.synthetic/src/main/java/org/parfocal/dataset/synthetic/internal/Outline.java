package org.parfocal.dataset.synthetic.internal;

/**
 * A closed smooth curve: an ellipse, bent along its long axis, with dents of the second to sixth
 * harmonic.
 */
final class Outline {
  private static final int HARMONICS = 5;
  private static final int CIRCLE = 72;
  private static final int PROBES = 12;
  private static final double[][] UNIT = unitCircle();

  final double x;
  final double y;
  final double reach;
  private final double cos;
  private final double sin;
  private final double major;
  private final double minor;
  private final double bend;
  private final double[] even = new double[HARMONICS];
  private final double[] odd = new double[HARMONICS];

  /**
   * @param x centre, µm
   * @param y centre, µm
   * @param major half of the long axis, µm
   * @param minor half of the short axis, µm
   * @param angle of the long axis, radians
   * @param bend sagitta at the ends of the long axis, µm
   * @param roughness depth of the dents, share of the radius
   * @param random draws the dents
   */
  Outline(
      double x,
      double y,
      double major,
      double minor,
      double angle,
      double bend,
      double roughness,
      RandomStream random) {
    this.x = x;
    this.y = y;
    this.major = major;
    this.minor = minor;
    this.bend = bend / (major * major);
    cos = StrictMath.cos(angle);
    sin = StrictMath.sin(angle);
    double sum = 0;
    for (int k = 0; k < HARMONICS; k++) {
      double amplitude = roughness / (1 + 0.45 * k);
      even[k] = amplitude * random.normal() * 0.6;
      odd[k] = amplitude * random.normal() * 0.6;
      sum += Math.abs(even[k]) + Math.abs(odd[k]);
    }
    reach = Math.max(major, minor) * (1 + Math.min(sum, 0.9)) + Math.abs(bend);
  }

  /** Distance of a point from the curve in µm, negative inside; exact on it, near it close. */
  double distance(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    double u = dx * cos + dy * sin;
    double v = dy * cos - dx * sin - bend * u * u;
    double p = u / major;
    double q = v / minor;
    double level = Math.sqrt(p * p + q * q);
    if (level < 1e-9) {
      return -minor;
    }
    double steep = Math.sqrt(p * p / (major * major) + q * q / (minor * minor));
    double radius = radius(p / level, q / level);
    double ratio = level / radius;
    return (ratio - 1) * level / steep;
  }

  /** A point of the curve: the angle runs once around from 0 to 2π. */
  double[] point(double angle) {
    return point(StrictMath.cos(angle), StrictMath.sin(angle));
  }

  /** The curve as a polygon of 72 points. */
  double[][] polygon() {
    double[][] points = new double[CIRCLE][];
    for (int i = 0; i < CIRCLE; i++) {
      points[i] = point(UNIT[i][0], UNIT[i][1]);
    }
    return points;
  }

  /** A few points of the curve. */
  double[][] probes() {
    double[][] points = new double[PROBES][];
    for (int i = 0; i < PROBES; i++) {
      double[] unit = UNIT[i * CIRCLE / PROBES];
      points[i] = point(unit[0], unit[1]);
    }
    return points;
  }

  private double[] point(double c, double s) {
    double radius = radius(c, s);
    double u = c * radius * major;
    double v = s * radius * minor + bend * u * u;
    return new double[] {x + u * cos - v * sin, y + u * sin + v * cos};
  }

  double minor() {
    return minor;
  }

  /** Radius over the unit circle; cos kθ and sin kθ come from powers of (cos θ, sin θ). */
  private double radius(double c, double s) {
    double radius = 1;
    double ck = c;
    double sk = s;
    for (int k = 0; k < HARMONICS; k++) {
      double nextC = ck * c - sk * s;
      sk = sk * c + ck * s;
      ck = nextC;
      radius += even[k] * ck + odd[k] * sk;
    }
    return Math.max(0.25, radius);
  }

  private static double[][] unitCircle() {
    double[][] points = new double[CIRCLE][];
    for (int i = 0; i < CIRCLE; i++) {
      double angle = i * 2 * Math.PI / CIRCLE;
      points[i] = new double[] {StrictMath.cos(angle), StrictMath.sin(angle)};
    }
    return points;
  }
}
