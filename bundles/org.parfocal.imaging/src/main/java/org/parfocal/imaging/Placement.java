package org.parfocal.imaging;

import java.util.List;

/** How the places of pyramids are chosen in an image, for every reader that cuts them. */
public enum Placement {
  /** Spread from border to border, as far apart as the image allows. */
  GRID {
    @Override
    public List<Spot> of(PlaceGrid grid, int wanted) {
      return grid.spread(wanted);
    }
  },
  /** Side by side, row by row, from the upper left corner on. */
  ROWS {
    @Override
    public List<Spot> of(PlaceGrid grid, int wanted) {
      return grid.rows(wanted);
    }
  },
  /** The four corners, then the middle. */
  CORNERS {
    @Override
    public List<Spot> of(PlaceGrid grid, int wanted) {
      return grid.corners(wanted);
    }
  };

  /**
   * Chooses places.
   *
   * @param wanted at least 1; there are fewer where the image has no room for them
   */
  public abstract List<Spot> of(PlaceGrid grid, int wanted);
}
