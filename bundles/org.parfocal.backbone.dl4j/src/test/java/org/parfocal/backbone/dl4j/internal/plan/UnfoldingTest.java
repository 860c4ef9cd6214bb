package org.parfocal.backbone.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parfocal.plan.Geometry;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.SlidingWindow;

/** Against loops over every index, as the definition has it. */
class UnfoldingTest {
  private static final int IMAGES = 2;

  static Stream<Geometry> geometries() {
    return Stream.of(
        geometry(new SlidingWindow(3, 3, 1, 1, 1, 1, 1, 1, false), 6, 5, 6, 5),
        geometry(new SlidingWindow(3, 3, 2, 2, 1, 1, 1, 1, false), 6, 5, 3, 3),
        geometry(new SlidingWindow(7, 7, 2, 2, 3, 3, 1, 1, false), 9, 8, 5, 4),
        geometry(new SlidingWindow(1, 1, 2, 2, 0, 0, 1, 1, false), 6, 5, 3, 3),
        geometry(new SlidingWindow(2, 3, 3, 1, 0, 1, 1, 1, false), 8, 5, 3, 5),
        geometry(new SlidingWindow(3, 3, 1, 1, 2, 2, 2, 2, false), 6, 5, 6, 5),
        geometry(new SlidingWindow(3, 2, 2, 2, 0, 0, 1, 1, true), 6, 5, 3, 3),
        // Enough numbers that two threads share them.
        geometry(new SlidingWindow(3, 3, 1, 1, 1, 1, 1, 1, false), 70, 70, 70, 70));
  }

  private static Geometry geometry(
      SlidingWindow window, int height, int width, int outHeight, int outWidth) {
    return new Geometry(
        window, new MapShape(height, width, 4), new MapShape(outHeight, outWidth, 1));
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void rowsHoldWhatIsUnderTheWindow(Geometry geometry) {
    float[] maps = noise(numbers(geometry.in()));
    float[] rows = noise(rows(geometry)); // rubbish, as in memory that was used before

    new Unfolding(geometry, 2).unfold(FloatBuffer.wrap(maps), IMAGES, FloatBuffer.wrap(rows));

    float[] expected = new float[rows.length];
    visit(geometry, (row, map) -> expected[row] = map < 0 ? 0 : maps[map]);
    assertThat(rows).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void foldingAddsRowsUpWhereTheyCameFrom(Geometry geometry) {
    float[] rows = noise(rows(geometry));
    float[] maps = noise(numbers(geometry.in()));

    new Unfolding(geometry, 2).fold(FloatBuffer.wrap(rows), IMAGES, FloatBuffer.wrap(maps));

    double[] expected = new double[maps.length];
    visit(
        geometry,
        (row, map) -> {
          if (map >= 0) {
            expected[map] += rows[row];
          }
        });
    for (int index = 0; index < maps.length; index++) {
      assertThat((double) maps[index]).isCloseTo(expected[index], within(1e-5));
    }
  }

  @FunctionalInterface
  private interface Visitor {
    /** {@code map} is −1 in the padding. */
    void visit(int row, int map);
  }

  private static void visit(Geometry geometry, Visitor visitor) {
    SlidingWindow window = geometry.window();
    MapShape in = geometry.in();
    int row = 0;
    for (int n = 0; n < IMAGES; n++) {
      for (int y = 0; y < geometry.out().height(); y++) {
        for (int x = 0; x < geometry.out().width(); x++) {
          for (int ky = 0; ky < window.height(); ky++) {
            for (int kx = 0; kx < window.width(); kx++) {
              int inY = y * window.strideY() + ky * window.dilationY() - geometry.top();
              int inX = x * window.strideX() + kx * window.dilationX() - geometry.left();
              boolean inside = inY >= 0 && inY < in.height() && inX >= 0 && inX < in.width();
              for (int c = 0; c < in.channels(); c++) {
                visitor.visit(
                    row++,
                    inside ? ((n * in.height() + inY) * in.width() + inX) * in.channels() + c : -1);
              }
            }
          }
        }
      }
    }
  }

  private static int numbers(MapShape shape) {
    return IMAGES * shape.height() * shape.width() * shape.channels();
  }

  private static int rows(Geometry geometry) {
    return IMAGES * (int) geometry.out().places() * geometry.windowLength();
  }

  private static float[] noise(int length) {
    SplittableRandom random = new SplittableRandom(length);
    float[] values = new float[length];
    for (int index = 0; index < length; index++) {
      values[index] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
