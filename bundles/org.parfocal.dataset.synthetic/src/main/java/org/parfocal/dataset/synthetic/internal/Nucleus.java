package org.parfocal.dataset.synthetic.internal;

/**
 * One nucleus.
 *
 * @param x centre, µm
 * @param y centre, µm
 * @param major half of the long axis, µm
 * @param minor half of the short axis, µm
 * @param angle of the long axis, radians
 * @param density peak haematoxylin optical density
 * @param vesicular as in {@link NuclearLook}
 * @param clumping as in {@link NuclearLook}
 * @param nucleoli how many are seen
 * @param irregularity as in {@link NuclearLook}
 * @param seed of its chromatin
 */
record Nucleus(
    double x,
    double y,
    double major,
    double minor,
    double angle,
    double density,
    double vesicular,
    double clumping,
    int nucleoli,
    double irregularity,
    int seed) {
  /** Area in µm². */
  double area() {
    return Math.PI * major * minor;
  }
}
