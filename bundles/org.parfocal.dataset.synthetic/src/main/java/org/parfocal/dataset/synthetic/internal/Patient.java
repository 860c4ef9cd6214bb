package org.parfocal.dataset.synthetic.internal;

import java.util.Locale;

/**
 * What all places of a patient share.
 *
 * @param id name
 * @param subtype architecture; decides the class
 * @param atypia nuclear severity, 0 to 1: higher in malignant patients, and the classes overlap
 * @param disorder architectural severity, 0 to 1, likewise
 * @param nuclearOffset this patient's nuclei are larger or smaller by this, µm, whatever the class
 * @param darkness factor on the nuclei's density, whatever the class
 * @param cellularity factor on the density of cells, whatever the class
 * @param stain laboratory's mixture
 * @param collagen eosin density of the stroma
 * @param blueing haematoxylin density that differentiation left outside the nuclei, whatever the
 *     class
 * @param seed of the places
 */
record Patient(
    String id,
    LesionType subtype,
    double atypia,
    double disorder,
    double nuclearOffset,
    double darkness,
    double cellularity,
    Stain stain,
    double collagen,
    double blueing,
    long seed) {

  /**
   * Draws a patient.
   *
   * @param overlap 0: the classes' traits are far apart; 1: they are the same
   * @param stainShift 0: one stain for all; 1: as different as laboratories are
   */
  static Patient of(long seed, String id, LesionType subtype, double overlap, double stainShift) {
    RandomStream random = RandomStream.of(seed, "patient/" + id);
    double side = (subtype.malignant() ? 1 : -1) * 0.34 * (1 - overlap);
    return new Patient(
        id,
        subtype,
        unit(0.48 + side + 0.11 * random.normal()),
        unit(0.48 + side + 0.13 * random.normal()),
        0.45 * random.normal(),
        1 + 0.07 * random.normal(),
        1 + 0.13 * random.normal(),
        Stain.of(random, stainShift),
        0.36 + 0.06 * random.normal(),
        Math.max(0, 0.055 + 0.022 * random.normal()),
        random.next());
  }

  /** Histological grade as it would be reported: 1 to 3 for malignant, 0 for benign. */
  int grade() {
    if (!subtype.malignant()) {
      return 0;
    }
    double severity = atypia + disorder;
    return severity < 1.1 ? 1 : severity < 1.5 ? 2 : 3;
  }

  /** The latent severity, for experiments that want the truth. */
  String severity() {
    return String.format(Locale.ROOT, "%.3f", (atypia + disorder) / 2);
  }

  /** The factor on cell density, for experiments that want the truth. */
  String cellularityText() {
    return String.format(Locale.ROOT, "%.3f", cellularity);
  }

  /** Epithelial nuclei at a local severity. */
  NuclearLook epithelium(double severity) {
    return new NuclearLook(
        5.8 + 5.0 * severity + nuclearOffset,
        0.06 + 0.22 * severity,
        1.34,
        (1.02 - 0.34 * severity) * darkness,
        0.12 + 0.60 * severity,
        0.30 + 0.45 * severity,
        Math.max(0, 2.4 * severity - 0.6),
        0.03 + 0.10 * severity);
  }

  static double unit(double value) {
    return Math.min(1, Math.max(0, value));
  }
}
