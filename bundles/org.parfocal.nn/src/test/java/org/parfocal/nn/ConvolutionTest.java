package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Against naive loops and central differences. */
class ConvolutionTest {
  private static final int BATCH = 2;
  private static final int IN = 3;
  private static final int OUT = 5;
  private static final Initializer WEIGHTS = Initializer.normal(0, 0.3);

  /** DCGAN halves with 4, 2, 1, and has 4, 1, 0 at its end; others for good measure. */
  @ParameterizedTest
  @CsvSource({"6, 4, 2, 1, 3", "4, 4, 1, 0, 1", "5, 3, 1, 1, 5", "7, 3, 2, 0, 3"})
  void convolvesAsTheLoopsDo(int size, int kernel, int stride, int padding, int windows) {
    INDArray x = RandomTensors.normal(1, BATCH, size, size, IN);
    Window window = new Window(kernel, stride, padding);
    try (Conv2d layer = new Conv2d(IN, OUT, window, WEIGHTS, WEIGHTS, new SplittableRandom(2))) {
      INDArray y = layer.forward(x);

      assertThat(y.shape()).containsExactly(BATCH, windows, windows, OUT);
      double[][][][] expected = new double[BATCH][windows][windows][OUT];
      forEachTap(
          size,
          window,
          windows,
          (n, row, column, smallRow, smallColumn, u, v) -> {
            for (int i = 0; i < IN; i++) {
              for (int o = 0; o < OUT; o++) {
                expected[n][smallRow][smallColumn][o] +=
                    x.getDouble(n, row, column, i) * value(layer, "weight").getDouble(u, v, i, o);
              }
            }
          });
      assertClose(layer, y, expected);
      LayerCheck.check(layer, x);
    }
  }

  /** DCGAN doubles with 4, 2, 1, and has 4, 1, 0 at its beginning. */
  @ParameterizedTest
  @CsvSource({"3, 4, 2, 1, 6", "1, 4, 1, 0, 4", "4, 3, 1, 1, 4"})
  void transposedConvolvesAsTheLoopsDo(int windows, int kernel, int stride, int padding, int size) {
    INDArray x = RandomTensors.normal(1, BATCH, windows, windows, IN);
    Window window = new Window(kernel, stride, padding);
    try (ConvTranspose2d layer =
        new ConvTranspose2d(IN, OUT, window, WEIGHTS, WEIGHTS, new SplittableRandom(2))) {
      INDArray y = layer.forward(x);

      assertThat(y.shape()).containsExactly(BATCH, size, size, OUT);
      double[][][][] expected = new double[BATCH][size][size][OUT];
      forEachTap(
          size,
          window,
          windows,
          (n, row, column, smallRow, smallColumn, u, v) -> {
            for (int i = 0; i < IN; i++) {
              for (int o = 0; o < OUT; o++) {
                expected[n][row][column][o] +=
                    x.getDouble(n, smallRow, smallColumn, i)
                        * value(layer, "weight").getDouble(u, v, o, i);
              }
            }
          });
      assertClose(layer, y, expected);
      LayerCheck.check(layer, x);
    }
  }

  @Test
  void gradientsAddUpUntilTheyAreForgotten() {
    INDArray x = RandomTensors.normal(1, BATCH, 6, 6, IN);
    INDArray gradient = RandomTensors.normal(3, BATCH, 3, 3, OUT);
    Window window = new Window(4, 2, 1);
    try (Conv2d layer = new Conv2d(IN, OUT, window, WEIGHTS, new SplittableRandom(2))) {
      Parameter weight = layer.parameters().values().iterator().next();
      layer.forward(x);
      layer.backward(gradient);
      float once = FloatTensors.read(weight.gradient())[4];
      layer.backward(gradient);

      assertThat(FloatTensors.read(weight.gradient())[4]).isEqualTo(2 * once).isNotZero();
      layer.zeroGrad();
      assertThat(FloatTensors.read(weight.gradient())).containsOnly(0);
      assertThat(layer.parameters()).containsOnlyKeys("weight");
    }
  }

  @Test
  void nativeMemoryIsFlatAndGivenBack() {
    INDArray x = RandomTensors.normal(1, 8, 32, 32, 16);
    Conv2d layer = new Conv2d(16, 64, new Window(4, 2, 1), WEIGHTS, new SplittableRandom(2));
    for (int step = 0; step < 5; step++) {
      layer.backward(layer.forward(x));
    }
    long open = Pointer.physicalBytes();
    // One output left behind at each pass would be 50 MB.
    for (int step = 0; step < 100; step++) {
      layer.backward(layer.forward(x));
    }
    assertThat(Pointer.physicalBytes() - open).isLessThan(16L << 20);
    layer.close();
    layer.close();

    assertThat(value(layer, "weight").wasClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> layer.forward(x));
  }

  @Test
  void refusesOtherImages() {
    try (Conv2d layer =
        new Conv2d(IN, OUT, new Window(4, 2, 1), WEIGHTS, new SplittableRandom(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> layer.forward(RandomTensors.normal(1, 1, 4, 4, 1)))
          .withMessage("[1, 4, 4, 1] is not [n, height, width, 3]");
      assertThatIllegalStateException()
          .isThrownBy(() -> layer.backward(RandomTensors.normal(1, 1, 2, 2, OUT)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Window(0, 1, 0));
  }

  private static INDArray value(Layer layer, String name) {
    return Objects.requireNonNull(layer.parameters().get(name)).value();
  }

  private static void assertClose(Layer layer, INDArray y, double[][][][] sums) {
    for (int n = 0; n < sums.length; n++) {
      for (int row = 0; row < sums[n].length; row++) {
        for (int column = 0; column < sums[n][row].length; column++) {
          for (int o = 0; o < OUT; o++) {
            double expected = sums[n][row][column][o] + value(layer, "bias").getDouble(o);
            assertThat(y.getDouble(n, row, column, o)).isCloseTo(expected, within(1e-5));
          }
        }
      }
    }
  }

  private interface Tap {
    void at(int image, int row, int column, int smallRow, int smallColumn, int u, int v);
  }

  /** The pixels of the larger image that a window joins to those of the smaller. */
  private static void forEachTap(int size, Window window, int windows, Tap action) {
    int kernel = window.kernel();
    for (int n = 0; n < BATCH; n++) {
      for (int at = 0; at < windows * windows; at++) {
        for (int tap = 0; tap < kernel * kernel; tap++) {
          int row = window.stride() * (at / windows) - window.padding() + tap / kernel;
          int column = window.stride() * (at % windows) - window.padding() + tap % kernel;
          if (row >= 0 && row < size && column >= 0 && column < size) {
            action.at(n, row, column, at / windows, at % windows, tap / kernel, tap % kernel);
          }
        }
      }
    }
  }
}
