package org.parfocal.cuda.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels of one number each, of layouts, reductions and optimisers, against loops in double. */
@ExtendWith(FakeCuda.class)
class KernelsTest {
  private static final int N = 1000;

  @SuppressWarnings("NullAway.Init") // each test opens it first
  private OnDevice on;

  private double tolerance;

  private void open(boolean bfloat16) {
    on = new OnDevice(bfloat16);
    tolerance = bfloat16 ? 0.02 : 1e-5;
  }

  @AfterEach
  void close() {
    if (on != null) {
      on.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void activationsAndTheirDerivativesAreThoseOfTheirDefinitions(boolean bfloat16) {
    open(bfloat16);
    double[] x = Arrays.stream(OnDevice.random(N, 1)).map(v -> OnDevice.rounded(4 * v)).toArray();
    activation(x, 0, v -> Math.max(0, v), v -> v > 0 ? 1 : 0);
    activation(x, 1, v -> Math.min(6, Math.max(0, v)), v -> v > 0 && v < 6 ? 1 : 0);
    activation(x, 2, v -> v > 0 ? v : 0.25 * v, v -> v > 0 ? 1 : 0.25);
    activation(x, 3, Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v));
  }

  private void activation(
      double[] x, int function, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    double[] g = OnDevice.random(N, 2);
    long ax = on.numbers(x);
    long ay = on.empty(N);
    long ag = on.numbers(g);
    on.run("activate", Grid.each(N), ax, ay, (long) N, function, 0.25f);
    on.run("activate_gradient", Grid.each(N), ay, ag, ag, (long) N, function, 0.25f);
    expect(ay, N, i -> value.applyAsDouble(x[i]));
    expect(ag, N, i -> g[i] * slope.applyAsDouble(x[i]));
  }

  private interface ByIndex {
    double at(int index);
  }

  private void expect(long address, int count, ByIndex wanted) {
    double[] found = on.readNumbers(address, count);
    for (int i = 0; i < count; i++) {
      double value = wanted.at(i);
      assertThat(found[i])
          .as("number %d", i)
          .isCloseTo(value, within(tolerance * (1 + Math.abs(value))));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sumsBiasesAndFactorsAreAppliedNumberByNumber(boolean bfloat16) {
    open(bfloat16);
    double[] a = OnDevice.random(N, 1);
    double[] b = OnDevice.random(N, 2);
    both("add", a, b, Double::sum);
    double[] bias = OnDevice.random(10, 3);
    long y = on.numbers(a);
    on.run("add_bias", Grid.each(N), y, on.floats(bias), (long) N, 10);
    expect(y, N, i -> a[i] + bias[i % 10]);
    long product = on.empty(N);
    on.run("multiply", Grid.each(N), on.numbers(a), on.floats(b), product, (long) N);
    expect(product, N, i -> a[i] * b[i]);
  }

  private void both(String kernel, double[] a, double[] b, DoubleBinaryOperator operator) {
    long y = on.empty(N);
    on.run(kernel, Grid.each(N), on.numbers(a), on.numbers(b), y, (long) N);
    expect(y, N, i -> operator.applyAsDouble(a[i], b[i]));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void parametricReluHasASlopeForEachChannel(boolean bfloat16) {
    open(bfloat16);
    double[] x = OnDevice.random(N, 1);
    double[] g = OnDevice.random(N, 2);
    double[] slope = {0.5, -0.25, 1, 0, 2};
    long ax = on.numbers(x);
    long ag = on.numbers(g);
    long as = on.floats(slope);
    long y = on.empty(N);
    long gx = on.empty(N);
    long parts = on.empty(N);
    on.run("prelu", Grid.each(N), ax, as, y, (long) N, 5);
    on.run("prelu_gradient", Grid.each(N), ax, as, ag, gx, (long) N, 5);
    on.run("prelu_slope_parts", Grid.each(N), ax, ag, parts, (long) N);
    expect(y, N, i -> x[i] > 0 ? x[i] : slope[i % 5] * x[i]);
    expect(gx, N, i -> x[i] > 0 ? g[i] : slope[i % 5] * g[i]);
    expect(parts, N, i -> x[i] > 0 ? 0 : x[i] * g[i]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void columnsAreSummedInChunks(boolean bfloat16) {
    open(bfloat16);
    int rows = 77;
    int columns = 45;
    double[] x = OnDevice.random(rows * columns, 1);
    long parts = on.room(4L * 5 * columns);
    long sums = on.room(4L * columns);
    on.run("column_sums", Grid.chunks(5, columns), on.numbers(x), parts, (long) rows, columns);
    on.run("add_chunks", Grid.each(columns), parts, sums, 5, columns);
    double[] found = on.readFloats(sums, columns);
    for (int c = 0; c < columns; c++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += x[row * columns + c];
      }
      assertThat(found[c]).isCloseTo(sum, within(1e-4));
    }
  }

  @Test
  void squaresAreSummed() {
    open(false);
    double[] x = OnDevice.random(5000, 1);
    long parts = on.room(8L * 7);
    long sum = on.room(8);
    on.run("squares", Grid.blocks(7), on.floats(x), parts, 5000L);
    on.run("add_squares", Grid.one(), parts, sum, 7);
    double wanted = Arrays.stream(x).map(v -> v * v).sum();
    try (PinnedMemory pinned = new PinnedMemory(on.device, 8)) {
      pinned.receive(sum, 8);
      on.device.synchronize();
      assertThat(pinned.view().getDouble()).isCloseTo(wanted, within(1e-9 * wanted));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNotFiniteIsFound(boolean bfloat16) {
    open(bfloat16);
    double[] x = OnDevice.random(N, 1);
    assertThat(nonFinite(x)).isZero();
    x[N - 1] = Double.NaN;
    assertThat(nonFinite(x)).isEqualTo(1);
    x[N - 1] = Double.NEGATIVE_INFINITY;
    assertThat(nonFinite(x)).isEqualTo(1);
  }

  private int nonFinite(double[] x) {
    long flag = on.integers(0);
    on.run("find_non_finite", Grid.each(N), on.numbers(x), flag, (long) N);
    try (PinnedMemory pinned = new PinnedMemory(on.device, 4)) {
      pinned.receive(flag, 4);
      on.device.synchronize();
      return pinned.integers().get(0);
    }
  }

  @Test
  void bfloat16IsRoundedToTheNearestEven() {
    open(true);
    double[] x = {
      1,
      1 + 1 / 256.0,
      1 + 3 / 256.0,
      1 + 1.01 / 256,
      -1 - 1 / 256.0,
      3.4e38,
      Double.NaN,
      Double.POSITIVE_INFINITY
    };
    assertThat(on.readNumbers(on.numbers(x), x.length))
        .containsExactly(
            1,
            1,
            1 + 4 / 256.0,
            1 + 2 / 256.0,
            -1,
            Double.POSITIVE_INFINITY,
            Double.NaN,
            Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bytesBecomeNormalisedNumbers(boolean bfloat16) {
    open(bfloat16);
    long bytes = on.integers(0xff7f0001, 0x10203040, 0x01020304);
    long y = on.room(48);
    double[] table = OnDevice.random(3 * 256, 4);
    on.run("normalise", Grid.each(12), bytes, y, 12L, on.floats(table));
    int[] read = {1, 0, 0x7f, 0xff, 0x40, 0x30, 0x20, 0x10, 4, 3, 2, 1};
    double[] expected = new double[12];
    Arrays.setAll(expected, i -> table[i % 3 * 256 + read[i]]);
    assertThat(on.readFloats(y, 12)).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void columnsAndFramesChangePlaces(boolean bfloat16) {
    open(bfloat16);
    double[] x = OnDevice.random(2 * 3 * 4 * 5, 1);
    long joined = on.numbers(new double[24 * 8]);
    on.run("copy_columns", Grid.each(120), on.numbers(x), joined, 24L, 5, 5, 0, 8, 2);
    expect(joined, 192, i -> i % 8 < 2 || i % 8 >= 7 ? 0 : x[i / 8 * 5 + i % 8 - 2]);
    int wide = 2 * 6 * 7 * 5;
    long padded = on.empty(wide);
    on.run("pad", Grid.each(wide), on.numbers(x), padded, (long) wide, 5, 3, 4, 6, 7, 1, 2);
    expect(
        padded,
        wide,
        i -> {
          int column = i / 5 % 7 - 2;
          int row = i / 35 % 6 - 1;
          boolean in = column >= 0 && column < 4 && row >= 0 && row < 3;
          return in ? x[((i / 210 * 3 + row) * 4 + column) * 5 + i % 5] : 0;
        });
    long cropped = on.empty(120);
    on.run("crop", Grid.each(120), padded, cropped, 120L, 5, 6, 7, 3, 4, 1, 2);
    expect(cropped, 120, i -> x[i]);
  }

  @Test
  void aKernelThatDoesNotExistIsNamed() {
    open(false);
    assertThatThrownBy(() -> on.run("nothing", Grid.one(), 1L))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("There is no kernel nothing");
  }

  @Test
  void memoryThatIsNotThereIsToldInASentence() {
    open(false);
    assertThatThrownBy(() -> new DeviceMemory(on.device, 1L << 50))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("has no 1073741824 MiB of memory free")
        .hasMessageContaining("make training.batch smaller");
  }
}
