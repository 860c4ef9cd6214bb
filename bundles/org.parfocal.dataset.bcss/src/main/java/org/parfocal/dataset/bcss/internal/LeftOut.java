package org.parfocal.dataset.bcss.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.parfocal.imaging.Mask;
import org.parfocal.imaging.PyramidLevel;

/** Counts what became no sample, and says it. */
final class LeftOut {
  private final int regions;
  private int smallRegions;
  private String smallest = "";
  private long placesWithoutClass;

  /**
   * Nothing yet.
   *
   * @param regions number of regions
   */
  LeftOut(int regions) {
    this.regions = regions;
  }

  void tooSmall(Region region, Mask mask, PyramidLevel widest) {
    if (smallRegions++ == 0) {
      smallest =
          "%s has %d×%d pixels, and a patch at %s shows %.0f×%.0f"
              .formatted(
                  region.name().text(),
                  mask.width(),
                  mask.height(),
                  widest.name(),
                  widest.field(),
                  widest.field());
    }
  }

  void noClass() {
    placesWithoutClass++;
  }

  /** One sentence for each kind. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (smallRegions > 0) {
      sentences.add(
          "%d of %d regions are too small for one pyramid and left out: for example, %s."
              .formatted(smallRegions, regions, smallest));
    }
    if (placesWithoutClass > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%,d places have no class, or no clear one, and are left out.",
              placesWithoutClass));
    }
    return sentences;
  }
}
