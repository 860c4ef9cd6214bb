package org.parfocal.dataset.synthetic.internal;

import java.util.List;

/**
 * One place of a patient's tissue, in µm and without pixels: the same whatever magnification looks
 * at it. The place's centre is (0, 0).
 *
 * @param patient whose tissue
 * @param stroma ground
 * @param structures from the lowest to the uppermost
 * @param strands nuclei that lie in the stroma one by one: single files, infiltrates
 * @param severity nuclear severity here
 */
record Scene(
    Patient patient,
    Stroma stroma,
    List<Structure> structures,
    List<Nucleus> strands,
    double severity) {
  Scene {
    structures = List.copyOf(structures);
    strands = List.copyOf(strands);
  }

  /** Every nucleus that touches the window, in a stable order. */
  List<Nucleus> nuclei(TissueWindow window) {
    return new NucleusPlacement(this, window).place();
  }
}
