package org.parfocal.dataset.synthetic.internal;

import java.util.List;

/**
 * One place of a patient's tissue, in µm and without pixels: the same whatever magnification looks
 * at it. The place's centre is (0, 0).
 *
 * @param stroma ground
 * @param structures from the lowest to the uppermost
 * @param strands nuclei that lie in the stroma one by one: single files, infiltrates
 */
record Scene(Stroma stroma, List<Structure> structures, List<Nucleus> strands) {
  Scene {
    structures = List.copyOf(structures);
    strands = List.copyOf(strands);
  }

  /** Every nucleus that touches the window, in a stable order. */
  List<Nucleus> nuclei(TissueWindow window) {
    return new NucleusPlacement(this, window).place();
  }
}
