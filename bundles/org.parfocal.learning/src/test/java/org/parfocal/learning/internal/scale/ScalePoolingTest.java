package org.parfocal.learning.internal.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.FrozenBackbone;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.SGD;

class ScalePoolingTest {
  private static final int SIZE = 16;
  private static final List<Double> SCALES = List.of(0.5, 1.0, 2.0);

  /**
   * Sums over fine points: of a smaller image, those of the area that a pixel covers; of a larger
   * one, the interpolation between the four old pixels around one point.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.71, 1, 1.41, 2, 2.83, 10})
  void zoomsAsSamplingDoes(double factor) {
    float[] image = noise(1, 1);
    float[] zoomed = new float[image.length + 1];
    new ImageZoom(SIZE, factor).apply(image, 0, zoomed, 1);

    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double expected = factor < 1 ? covered(image, factor, x, y) : between(image, factor, x, y);
        assertThat((double) zoomed[1 + 3 * (y * SIZE + x) + 1]).isCloseTo(expected, within(0.02));
      }
    }
  }

  /** Of each number its largest or mean over the scales, each scale embedded by itself. */
  @ParameterizedTest
  @EnumSource(ScalePool.class)
  void poolsWhatTheScalesGiveByThemselves(ScalePool pool) {
    float[] images = noise(2, 3);
    try (Backbone pooled = pooled(pool).create(SIZE, 7);
        Backbone alone = new TestBackbones(false).create(SIZE, 7)) {
      float[][] values = new float[SCALES.size()][];
      for (int scale = 0; scale < values.length; scale++) {
        float[] zoomed = new float[images.length];
        for (int start = 0; start < images.length; start += 3 * SIZE * SIZE) {
          new ImageZoom(SIZE, SCALES.get(scale)).apply(images, start, zoomed, start);
        }
        values[scale] = FloatTensors.read(alone.forward(tensor(zoomed), false)).clone();
      }
      for (boolean training : new boolean[] {false, true}) {
        float[] embeddings = FloatTensors.read(pooled.forward(tensor(images), training));
        for (int k = 0; k < embeddings.length; k++) {
          double largest = Math.max(values[0][k], Math.max(values[1][k], values[2][k]));
          double mean = (values[0][k] + values[1][k] + (double) values[2][k]) / 3;
          assertThat((double) embeddings[k])
              .isCloseTo(pool == ScalePool.MAX ? largest : mean, within(1e-5));
        }
      }
    }
  }

  /** Of the weights that all scales share. */
  @ParameterizedTest
  @EnumSource(ScalePool.class)
  void hasTheGradientOfFiniteDifferences(ScalePool pool) {
    INDArray images = tensor(noise(3, 4));
    float[] weights = noise(4, 1);
    try (Backbone backbone = pooled(pool).create(SIZE, 7)) {
      StateTensor tensor = Objects.requireNonNull(backbone.state().get("map.weight"));
      float[] start = FloatTensors.read(tensor.copy()).clone();
      backbone.forward(images, true);
      backbone.backward(Nd4j.createFromArray(head(weights, 16)).reshape(4, 4));
      backbone.step(new OptimizerStep(new SGD(0, false, 0), 1));
      float[] stepped = FloatTensors.read(tensor.copy()).clone();

      for (int k = 0; k < start.length; k++) {
        double slope =
            (loss(backbone, tensor, start, k, 1e-3f, images, weights)
                    - loss(backbone, tensor, start, k, -1e-3f, images, weights))
                / 2e-3;
        assertThat((double) start[k] - stepped[k]).isCloseTo(slope, within(2e-3));
      }
    }
  }

  /**
   * Planted: images show a pattern at half its size. What looks for the pattern finds it where the
   * image is seen at twice its scale, and nowhere else.
   */
  @Test
  void findsAPatternAtAScaleThatItWasNotMadeFor() {
    float[] pattern = pattern();
    float[] small = new float[pattern.length];
    new ImageZoom(SIZE, 0.5).apply(pattern, 0, small, 0);
    double whole = response(pattern, pattern, List.of(1.0));

    assertThat(response(pattern, small, List.of(1.0))).isLessThan(0.5 * whole);
    assertThat(response(pattern, small, SCALES)).isGreaterThan(0.8 * whole);
    assertThat(response(pattern, small, List.of(2.0))).isEqualTo(response(pattern, small, SCALES));
  }

  @Test
  void isTheBackboneItselfWhereNothingIsAsked() {
    BackboneProvider shared = new TestBackbones(false);

    assertThat(ScalePooling.of(shared, List.of(1.0), ScalePool.MAX)).isSameAs(shared);
  }

  @Test
  void remarksAreThoseOfTheBackbone() {
    TestBackbones shared =
        new TestBackbones(true) {
          @Override
          public List<String> remarks(int imageSize) {
            return List.of("Seen at " + imageSize + " pixels.");
          }
        };

    assertThat(ScalePooling.of(shared, SCALES, ScalePool.MAX).remarks(8))
        .containsExactly("Seen at 8 pixels.");
  }

  @Test
  void isNamedByItsScalesWhereEmbeddingsAreKept() {
    BackboneProvider shared = new TestBackbones(true);
    List<String> names =
        List.of(
            shared.fingerprint(),
            ScalePooling.of(shared, SCALES, ScalePool.MAX).fingerprint(),
            ScalePooling.of(shared, SCALES, ScalePool.MEAN).fingerprint(),
            ScalePooling.of(shared, List.of(1.0, 2.0), ScalePool.MAX).fingerprint());

    assertThat(names).doesNotHaveDuplicates();
    assertThat(ScalePooling.of(shared, SCALES, ScalePool.MAX).identity())
        .startsWith(shared.identity());
  }

  private static BackboneProvider pooled(ScalePool pool) {
    return ScalePooling.of(new TestBackbones(false), SCALES, pool);
  }

  private static double loss(
      Backbone backbone,
      StateTensor tensor,
      float[] start,
      int changed,
      float by,
      INDArray images,
      float[] weights) {
    float[] values = start.clone();
    values[changed] += by;
    tensor.write(Nd4j.createFromArray(values).reshape(tensor.shape()));
    float[] embeddings = FloatTensors.read(backbone.forward(images, true));
    double sum = 0;
    for (int k = 0; k < embeddings.length; k++) {
      sum += (double) weights[k] * embeddings[k];
    }
    return sum;
  }

  private static float[] head(float[] values, int count) {
    return Arrays.copyOf(values, count);
  }

  private static double covered(float[] image, double factor, int x, int y) {
    int smaller = (int) Math.max(1, Math.round(SIZE * factor));
    double sum = 0;
    int points = 64;
    for (int i = 0; i < points; i++) {
      for (int j = 0; j < points; j++) {
        double u = (folded(x, smaller) + (i + 0.5) / points) * SIZE / smaller;
        double v = (folded(y, smaller) + (j + 0.5) / points) * SIZE / smaller;
        sum += image[3 * ((int) v * SIZE + (int) u) + 1] / (points * points);
      }
    }
    return sum;
  }

  /** Goes to and fro between the borders of the smaller image. */
  private static int folded(int place, int smaller) {
    int at = place - (SIZE - smaller) / 2;
    while (at < 0 || at >= smaller) {
      at = at < 0 ? -1 - at : 2 * smaller - 1 - at;
    }
    return at;
  }

  private static double between(float[] image, double factor, int x, int y) {
    double u = Math.max(0, Math.min(SIZE - 1, SIZE / 2.0 + (x + 0.5 - SIZE / 2.0) / factor - 0.5));
    double v = Math.max(0, Math.min(SIZE - 1, SIZE / 2.0 + (y + 0.5 - SIZE / 2.0) / factor - 0.5));
    double sum = 0;
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        double weight = Math.max(0, 1 - Math.abs(u - column)) * Math.max(0, 1 - Math.abs(v - row));
        sum += weight * image[3 * (row * SIZE + column) + 1];
      }
    }
    return sum;
  }

  private static double response(float[] pattern, float[] image, List<Double> scales) {
    try (Backbone backbone =
        new ScalePooledBackbone(new Matched(pattern), SIZE, scales, ScalePool.MAX)) {
      return FloatTensors.read(backbone.forward(tensor(image), false))[0];
    }
  }

  /** Waves within the middle quarter, whose sum is zero and which linear interpolation can show. */
  private static float[] pattern() {
    float[] pattern = new float[3 * SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double u = x + 0.5 - SIZE / 2.0;
        double v = y + 0.5 - SIZE / 2.0;
        double wave = Math.sin(2 * Math.PI * u / SIZE) * Math.exp(-(u * u + v * v) / 24);
        for (int channel = 0; channel < 3; channel++) {
          pattern[3 * (y * SIZE + x) + channel] = (float) wave;
        }
      }
    }
    return pattern;
  }

  private static INDArray tensor(float[] images) {
    return Nd4j.createFromArray(images).reshape(images.length / (3 * SIZE * SIZE), SIZE, SIZE, 3);
  }

  private static float[] noise(long seed, int images) {
    Random random = new Random(seed);
    float[] values = new float[images * 3 * SIZE * SIZE];
    for (int k = 0; k < values.length; k++) {
      values[k] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /** The scalar product of an image with a pattern. */
  private static final class Matched implements FrozenBackbone {
    private final float[] pattern;
    private final RowBuffer rows = new RowBuffer(1);

    Matched(float[] pattern) {
      this.pattern = pattern;
    }

    @Override
    public int embeddingSize() {
      return 1;
    }

    @Override
    public INDArray forward(INDArray images, boolean training) {
      float[] values = FloatTensors.read(images);
      float[] products = new float[values.length / pattern.length];
      for (int k = 0; k < values.length; k++) {
        products[k / pattern.length] += values[k] * pattern[k % pattern.length];
      }
      return rows.rows(products.length, products);
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
