package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against naive loops, and backward against the definition: it is the transposed map. */
class LinearMapTest {
  private static final int BATCH = 2;
  private static final int SIZE = 6;
  private static final int IN = 3;
  private static final int OUT = 5;

  @BeforeAll
  static void startEngine() {
    TestEngine.start();
  }

  @Test
  void convolutionHalvesTheResolution() {
    float[] x = Numbers.normal(BATCH * SIZE * SIZE * IN, 1);
    try (LinearMap map = LinearMap.convolution(BATCH, SIZE, IN, OUT, new SplittableRandom(2))) {
      float[] w = map.parameters().get(0).values();
      double[] expected = new double[BATCH * 3 * 3 * OUT];
      forEachTap(
          SIZE,
          (n, large, small, tap) -> {
            for (int i = 0; i < IN; i++) {
              for (int o = 0; o < OUT; o++) {
                expected[(n * 9 + small) * OUT + o] +=
                    (double) x[(n * SIZE * SIZE + large) * IN + i] * w[(tap * IN + i) * OUT + o];
              }
            }
          });

      assertClose(map.forward(x, Pass.TRAINING), expected);
      assertTransposed(map, x);
    }
  }

  @Test
  void deconvolutionDoublesTheResolution() {
    float[] x = Numbers.normal(BATCH * 3 * 3 * IN, 1);
    try (LinearMap map = LinearMap.deconvolution(BATCH, 3, IN, OUT, new SplittableRandom(2))) {
      float[] w = map.parameters().get(0).values();
      double[] expected = new double[BATCH * SIZE * SIZE * OUT];
      forEachTap(
          SIZE,
          (n, large, small, tap) -> {
            for (int i = 0; i < IN; i++) {
              for (int o = 0; o < OUT; o++) {
                expected[(n * SIZE * SIZE + large) * OUT + o] +=
                    (double) x[(n * 9 + small) * IN + i] * w[(tap * OUT + o) * IN + i];
              }
            }
          });

      assertClose(map.forward(x, Pass.TRAINING), expected);
      assertTransposed(map, x);
    }
  }

  @Test
  void productMultipliesRowsWithAMatrix() {
    float[] x = Numbers.normal(BATCH * IN, 1);
    try (LinearMap map = LinearMap.product(BATCH, IN, OUT, new SplittableRandom(2))) {
      float[] w = map.parameters().get(0).values();
      double[] expected = new double[BATCH * OUT];
      for (int n = 0; n < BATCH; n++) {
        for (int i = 0; i < IN; i++) {
          for (int o = 0; o < OUT; o++) {
            expected[n * OUT + o] += (double) x[n * IN + i] * w[i * OUT + o];
          }
        }
      }

      assertClose(map.forward(x, Pass.TRAINING), expected);
      assertTransposed(map, x);
    }
  }

  @Test
  void slopesAddUpUntilTheyAreCleared() {
    float[] x = Numbers.normal(BATCH * IN, 1);
    float[] slope = Numbers.normal(BATCH * OUT, 3);
    try (LinearMap map = LinearMap.product(BATCH, IN, OUT, new SplittableRandom(2))) {
      Parameter weights = map.parameters().get(0);
      map.forward(x, Pass.TRAINING);
      map.backward(slope);
      float once = weights.slopes()[4];
      map.backward(slope);

      assertThat(weights.slopes()[4]).isEqualTo(2 * once).isNotZero();
      weights.clearSlopes();
      assertThat(weights.slopes()).containsOnly(0);
    }
  }

  @Test
  void aClosedMapHasNoMemoryLeft() {
    LinearMap map = LinearMap.product(BATCH, IN, OUT, new SplittableRandom(2));
    map.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> map.forward(new float[BATCH * IN], Pass.TRAINING));
  }

  /** The map is linear in x and in w: ⟨s, y⟩ = ⟨∂x, x⟩ = ⟨∂w, w⟩ for every s. */
  private static void assertTransposed(LinearMap map, float[] x) {
    float[] y = map.forward(x, Pass.TRAINING).clone();
    float[] slope = Numbers.normal(y.length, 7);
    double expected = Numbers.dot(slope, y);
    Parameter weights = map.parameters().get(0);

    float[] inputSlope = map.backward(slope);

    assertThat(Numbers.dot(inputSlope, x)).isCloseTo(expected, within(1e-4));
    assertThat(Numbers.dot(weights.slopes(), weights.values())).isCloseTo(expected, within(1e-4));
  }

  private static void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("%d", i).isCloseTo(expected[i], within(1e-5));
    }
  }

  private interface Tap {
    void at(int image, int large, int small, int tap);
  }

  /** Pixels of the large map that a 4×4 window with stride 2 and padding 1 joins to small ones. */
  private static void forEachTap(int size, Tap action) {
    for (int n = 0; n < BATCH; n++) {
      for (int small = 0; small < size * size / 4; small++) {
        for (int tap = 0; tap < 16; tap++) {
          int y = 2 * (small / (size / 2)) - 1 + tap / 4;
          int x = 2 * (small % (size / 2)) - 1 + tap % 4;
          if (y >= 0 && y < size && x >= 0 && x < size) {
            action.at(n, y * size + x, small, tap);
          }
        }
      }
    }
  }
}
