package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaceGridTest {
  @Test
  void spreadsPlacesFromBorderToBorder() {
    PlaceGrid grid = PlaceGrid.of(896, 768, levels(128, 1, 2, 4));

    assertThat(grid.spread(4))
        .containsExactly(
            new Spot(256, 256), new Spot(640, 256), new Spot(256, 512), new Spot(640, 512));
    assertThat(grid.spread(1)).containsExactly(new Spot(448, 384));
    assertThat(grid.spread(3)).hasSize(3);
  }

  @Test
  void keepsEveryWidestFieldInsideAndFinestFieldsApart() {
    Random random = new Random(5);
    for (int round = 0; round < 400; round++) {
      int width = 1 + random.nextInt(900);
      int height = 1 + random.nextInt(900);
      int size = 8 + random.nextInt(60);
      double coarsest = 1 + random.nextInt(40) / 7.0;
      List<PyramidLevel> levels = levels(size, 1 + random.nextInt(3) / 3.0, 2 + coarsest);
      PlaceGrid grid = PlaceGrid.of(width, height, levels);
      int wanted = 1 + random.nextInt(60);
      List<Spot> spots = grid.spread(wanted);

      assertThat(spots).hasSize((int) Math.min(wanted, grid.room()));
      assertThat(grid.spread(wanted)).isEqualTo(spots);
      double widest = levels.get(1).field();
      if (widest + 1 < Math.min(width, height)) {
        assertThat(spots).isNotEmpty();
      }
      for (Spot spot : spots) {
        Field field = spot.field(widest); // refuses borders outside
        assertThat(field.left() + widest).isLessThanOrEqualTo(width + 1e-6);
        assertThat(field.top() + widest).isLessThanOrEqualTo(height + 1e-6);
        Field finest = spot.field(levels.get(0).field());
        assertThat(finest.left() % 1).isZero();
        for (Spot other : spots) {
          double gap = Math.max(Math.abs(spot.x() - other.x()), Math.abs(spot.y() - other.y()));
          assertThat(gap == 0 || gap >= finest.edge() - 1e-6).isTrue();
        }
      }
      assertThat(spots).doesNotHaveDuplicates();
    }
  }

  @Test
  void hasNoRoomInAnImageSmallerThanTheWidestField() {
    assertThat(PlaceGrid.of(255, 1000, levels(64, 1, 4)).room()).isZero();
    assertThat(PlaceGrid.of(255, 1000, levels(64, 1, 4)).spread(5)).isEmpty();
    assertThat(PlaceGrid.of(256, 256, levels(64, 1, 4)).spread(5))
        .containsExactly(new Spot(128, 128));
  }

  /** 10 pixels, no wider level: three beside each other in 35, two above each other in 25. */
  @Test
  void placesStandInRowsFromTheUpperLeft() {
    PlaceGrid grid = PlaceGrid.of(35, 25, levels(10, 1));
    assertThat(Placement.ROWS.of(grid, 4))
        .containsExactly(new Spot(5, 5), new Spot(15, 5), new Spot(25, 5), new Spot(5, 15));
    assertThat(Placement.ROWS.of(grid, 99)).hasSize(3 * 2);
    assertThat(Placement.GRID.of(grid, 4)).isEqualTo(grid.spread(4));
  }

  /** Half of 10 pixels in common: begins at 0, 5, … 25 in 35 pixels and 0, 5, 10, 15 in 25. */
  @Test
  void placesMayOverlap() {
    PlaceGrid grid = PlaceGrid.of(35, 25, levels(10, 1), 0.5);
    assertThat(grid.room()).isEqualTo(6 * 4);
    assertThat(Placement.ROWS.of(grid, 7)).last().isEqualTo(new Spot(5, 10));
    assertThat(Placement.GRID.of(grid, 24)).doesNotHaveDuplicates().hasSize(24);
  }

  @Test
  void placesStandInCorners() {
    // The widest field is 20, the finest 10: its begin is from 5 to 25 and from 5 to 45.
    PlaceGrid grid = PlaceGrid.of(40, 60, levels(10, 1, 2));
    assertThat(Placement.CORNERS.of(grid, 9))
        .containsExactly(
            new Spot(10, 10),
            new Spot(30, 10),
            new Spot(10, 50),
            new Spot(30, 50),
            new Spot(20, 30));
    assertThat(Placement.CORNERS.of(grid, 2)).hasSize(2);
    // Only one beside the other: the left ones, and nothing in the middle of 15 pixels.
    assertThat(Placement.CORNERS.of(PlaceGrid.of(15, 21, levels(10, 1)), 5))
        .containsExactly(new Spot(5, 5), new Spot(5, 16));
    assertThat(Placement.CORNERS.of(PlaceGrid.of(9, 90, levels(10, 1)), 5)).isEmpty();
  }

  private static List<PyramidLevel> levels(int size, double... scales) {
    return PyramidShape.ofScales("scales", size, scales).levels(OptionalDouble.empty());
  }
}
