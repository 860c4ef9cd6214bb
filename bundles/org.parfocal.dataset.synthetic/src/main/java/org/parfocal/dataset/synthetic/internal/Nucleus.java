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
 * @param cytoplasm the cell's own body around the nucleus; none if it is part of a smooth lining
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
    int seed,
    Cytoplasm cytoplasm) {
  /**
   * A cell's body as far as it differs from its surroundings.
   *
   * @param width beyond the nucleus, µm; 0 for none
   * @param eosin optical density
   * @param haematoxylin optical density
   */
  record Cytoplasm(double width, double eosin, double haematoxylin) {
    static final Cytoplasm NONE = new Cytoplasm(0, 0, 0);
  }

  Nucleus within(Cytoplasm body) {
    return new Nucleus(
        x,
        y,
        major,
        minor,
        angle,
        density,
        vesicular,
        clumping,
        nucleoli,
        irregularity,
        seed,
        body);
  }
}
