package org.parfocal.dataset.synthetic.internal;

/**
 * What the nuclei of a population look like.
 *
 * @param diameter mean diameter in µm (of the circle with the nucleus' mean area)
 * @param variation coefficient of variation of the diameter: pleomorphism
 * @param elongation mean ratio of long to short axis, at least 1
 * @param density peak haematoxylin optical density
 * @param vesicular 0: dense throughout; 1: pale inside a dark membrane
 * @param clumping contrast of the chromatin, 0 to 1
 * @param nucleoli mean number of visible nucleoli
 * @param irregularity depth of dents in the outline, share of the radius
 */
record NuclearLook(
    double diameter,
    double variation,
    double elongation,
    double density,
    double vesicular,
    double clumping,
    double nucleoli,
    double irregularity) {
  /** Small, round, dark: the same in every patient. */
  static final NuclearLook LYMPHOCYTE = new NuclearLook(5.8, 0.08, 1.08, 0.95, 0.05, 0.45, 0, 0.04);

  /** Flattened cells of vessel walls and of the outer layer of benign glands. */
  static final NuclearLook FLAT = new NuclearLook(4.8, 0.15, 3.4, 0.72, 0.1, 0.3, 0, 0.05);

  /** One nucleus of this population. */
  Nucleus draw(RandomStream random, double x, double y, double angle) {
    double mean = diameter * Math.max(0.6, 1 + variation * random.normal());
    double ratio = Math.max(1, elongation * (1 + (0.08 + 0.5 * variation) * random.normal()));
    double root = Math.sqrt(ratio);
    double dark = density * (1 + (0.13 + 0.4 * variation) * random.normal());
    double pale = Math.min(1, Math.max(0, vesicular + 0.18 * random.normal()));
    int spots = (int) (nucleoli + random.uniform());
    return new Nucleus(
        x,
        y,
        0.5 * mean * root,
        0.5 * mean / root,
        angle,
        Math.max(0.3, dark),
        pale,
        clumping,
        spots,
        irregularity,
        random.seed(),
        Nucleus.Cytoplasm.NONE);
  }
}
