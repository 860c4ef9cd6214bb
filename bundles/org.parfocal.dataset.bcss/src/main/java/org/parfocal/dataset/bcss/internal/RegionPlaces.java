package org.parfocal.dataset.bcss.internal;

import java.util.List;
import java.util.Optional;
import org.parfocal.api.DatasetException;
import org.parfocal.imaging.GivenPlaces;
import org.parfocal.imaging.Mask;
import org.parfocal.imaging.PlaceGrid;
import org.parfocal.imaging.Placement;
import org.parfocal.imaging.PyramidLevel;
import org.parfocal.imaging.Spot;

/**
 * Where pyramids can stand in a region.
 *
 * @param placement of as many as the region has room for
 * @param overlap share of the finest field's edge that two may have in common
 * @param given instead of those two, if there are
 */
record RegionPlaces(Placement placement, double overlap, Optional<GivenPlaces> given) {
  /**
   * The places of a region, whatever tissue is there.
   *
   * @param levels finest first
   * @param leftOut is told if the region has no room for one
   * @throws DatasetException if a given place lies too near to the border
   */
  List<Spot> of(Region region, Mask mask, List<PyramidLevel> levels, LeftOut leftOut) {
    PyramidLevel widest = levels.get(levels.size() - 1);
    if (given.isPresent()) {
      return given.get().of(region.name().text(), region.image().header(), widest.field());
    }
    PlaceGrid grid = PlaceGrid.of(mask.width(), mask.height(), levels, overlap);
    if (grid.room() == 0) {
      leftOut.tooSmall(region, mask, widest);
    }
    return grid.room() == 0
        ? List.of()
        : placement.of(grid, (int) Math.min(grid.room(), Integer.MAX_VALUE));
  }
}
