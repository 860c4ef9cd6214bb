package org.parfocal.dataset.synthetic.internal;

import java.util.List;

/**
 * A gland, nest, frond, vessel, fat cell or lake: what lies within one outline.
 *
 * @param outline its border
 * @param core what lies inside the lining
 * @param lining thickness of the epithelium in µm; infinite for a solid nest
 * @param cleft width of the clear gap around it, µm
 * @param holes round lumina within the epithelium (cribriform pattern)
 * @param cells the epithelium
 * @param seed of its cells and texture
 */
record Structure(
    Outline outline,
    Core core,
    double lining,
    double cleft,
    List<Hole> holes,
    Cells cells,
    int seed) {

  /** What fills a structure inside its lining. */
  enum Core {
    /** Clear space. */
    LUMEN,
    /** Space with eosinophilic secretion. */
    SECRETION,
    /** Connective tissue. */
    STROMA,
    /** Pale basophilic mucus. */
    MUCIN,
    /** Red cells. */
    BLOOD
  }

  /** A round lumen, µm. */
  record Hole(double x, double y, double radius) {}

  /**
   * A layer or sheet of cells.
   *
   * @param look of the nuclei
   * @param spacing mean distance of neighbouring nuclei, µm
   * @param disorder 0: nuclei stand in rows at one height; 1: anywhere
   * @param rim whether a flat outer layer surrounds the lining
   * @param eosin optical density of the cytoplasm
   * @param haematoxylin optical density of the cytoplasm
   */
  record Cells(
      NuclearLook look,
      double spacing,
      double disorder,
      boolean rim,
      double eosin,
      double haematoxylin) {
    /** A cell of a sheet: its body is a little paler or darker than its neighbours'. */
    Nucleus draw(RandomStream random, double x, double y) {
      Nucleus nucleus = look.draw(random, x, y, Math.PI * random.uniform());
      double width = Math.max(0.5, 0.5 * (spacing - look.diameter()) + 0.6);
      double tone = 1 + 0.28 * random.normal();
      return nucleus.within(
          new Nucleus.Cytoplasm(width, eosin * tone, haematoxylin * (0.5 + 0.5 * tone)));
    }
  }

  Structure {
    holes = List.copyOf(holes);
  }

  /** Whether there are cells in it at all (an empty lake or a fat cell has none). */
  boolean cellular() {
    return lining > 2;
  }

  boolean solid() {
    return lining >= outline.minor();
  }

  /** Distance from the epithelium's surface: negative within, positive in stroma, core or hole. */
  double epithelium(double x, double y, double distance) {
    double depth = Math.max(distance, -lining - distance);
    for (Hole hole : holes) {
      double dx = x - hole.x();
      double dy = y - hole.y();
      depth = Math.max(depth, hole.radius() - Math.sqrt(dx * dx + dy * dy));
    }
    return depth;
  }
}
