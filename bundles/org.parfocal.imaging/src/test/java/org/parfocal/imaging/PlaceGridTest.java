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

  private static List<PyramidLevel> levels(int size, double... scales) {
    return PyramidShape.ofScales("scales", size, scales).levels(OptionalDouble.empty());
  }
}
