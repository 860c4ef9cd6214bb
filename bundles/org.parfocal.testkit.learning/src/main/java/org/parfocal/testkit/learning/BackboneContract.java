package org.parfocal.testkit.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.SGD;

/** What every {@link Backbone} keeps, whatever engine it runs on. */
public abstract class BackboneContract {
  private static final int IMAGES = 4;
  private static final double STEP = 2e-4;

  /** A new provider, with the same options each time. */
  protected abstract BackboneProvider provider();

  /** Edge of the images in pixels: small, and large enough for the architecture. */
  protected int imageSize() {
    return 32;
  }

  /** Whether the embedding is the average of its feature maps, if it tells them. */
  protected boolean averages() {
    return true;
  }

  /** By which share of itself, or of 1, an embedding may differ between batches and passes. */
  protected double tolerance() {
    return 1e-4;
  }

  @Test
  public void anEmbeddingIsAsLongAsItSays() {
    try (Backbone backbone = create(1)) {
      assertThat(backbone.forward(images(), false).shape())
          .containsExactly(IMAGES, backbone.embeddingSize());
    }
  }

  @Test
  public void imagesStayAsTheyAre() {
    INDArray images = images();
    try (Backbone backbone = create(1)) {
      backbone.forward(images, false);
      if (!provider().frozen()) {
        step(backbone, images, 1e-3);
      }
    }

    assertThat(images).isEqualTo(images());
  }

  @Test
  public void anImageEmbedsTheSameInEveryBatch() {
    INDArray images = images();
    try (Backbone backbone = create(1)) {
      float[] all = FloatTensors.read(backbone.forward(images, false));
      float[] last =
          FloatTensors.read(
              backbone.forward(
                  images.get(NDArrayIndex.interval(IMAGES - 1, IMAGES)).dup('c'), false));

      int size = backbone.embeddingSize();
      for (int k = 0; k < size; k++) {
        assertNear(last[k], all[(IMAGES - 1) * size + k]);
      }
    }
  }

  @Test
  public void theEmbeddingIsTheMeanOfItsFeatureMaps() {
    INDArray images = images();
    try (Backbone backbone = create(1)) {
      float[] embeddings = FloatTensors.read(backbone.forward(images, false));
      Optional<INDArray> maps = backbone.featureMaps(images);
      if (maps.isPresent() && averages()) {
        try (INDArray present = maps.get()) {
          float[] means = FloatTensors.read(present.mean(1, 2));
          for (int k = 0; k < means.length; k++) {
            assertNear(means[k], embeddings[k]);
          }
        }
      }
    }
  }

  @Test
  public void theSameSeedMakesTheSameBackbone() {
    try (Backbone first = create(5);
        Backbone second = create(5)) {
      assertThat(trained(second)).isEqualTo(trained(first));
    }
  }

  private float[] trained(Backbone backbone) {
    INDArray images = images();
    for (int step = 0; step < 3 && !provider().frozen(); step++) {
      step(backbone, images, 1e-3);
    }
    return FloatTensors.read(backbone.forward(images, false));
  }

  @Test
  public void itsStateIsAllThatThereIsToIt() {
    INDArray images = images();
    try (Backbone first = create(5);
        Backbone second = create(6)) {
      trained(first);
      Map<String, INDArray> state = copies(first);

      assertThat(second.state().keySet()).isEqualTo(state.keySet());
      second
          .state()
          .forEach(
              (name, tensor) -> {
                INDArray kept = Objects.requireNonNull(state.get(name));
                assertThat(tensor.shape()).isEqualTo(kept.shape());
                tensor.write(kept);
              });

      assertThat(FloatTensors.read(second.forward(images, false)))
          .isEqualTo(FloatTensors.read(first.forward(images, false)));
    }
  }

  /** One that cannot tell what it remembers is trained anew after a stop. */
  @Test
  public void goesOnWhereAnotherStood() {
    try (Backbone first = create(5);
        Backbone second = create(6)) {
      if (provider().frozen() || first.memory().isEmpty()) {
        return;
      }
      trained(first);
      TrainingMemory memory = first.memory().orElseThrow();
      Map<String, INDArray> state = copies(first);
      second
          .state()
          .forEach((name, tensor) -> tensor.write(Objects.requireNonNull(state.get(name))));
      second.restore(memory);

      assertThat(trained(second)).isEqualTo(trained(first));
    }
  }

  /**
   * A short step of plain descent lowers a loss, and one of ascent raises it, by the learning rate
   * times the squared norm of the gradient. The loss is the sum of the embeddings, each times a
   * random number.
   */
  @Test
  public void aStepDownTheGradientLowersTheLossByAsMuchAsItSays() {
    assumeFalse(provider().frozen(), "a frozen backbone has no gradient");
    INDArray images = images();
    try (Backbone backbone = create(5)) {
      INDArray weights = noise(9, IMAGES, backbone.embeddingSize());
      Map<String, INDArray> start = copies(backbone);
      double size = sizeOfTerms(backbone.forward(images, true), weights);
      backbone.backward(weights);
      double squaredNorm = backbone.squaredGradientNorm();
      // So long that float shows it, and so short that the loss is nearly straight.
      double rate = STEP * size / squaredNorm;
      double below = after(backbone, images, weights, rate, start);
      double above = after(backbone, images, weights.neg(), rate, start);

      assertThat(squaredNorm).isPositive();
      // The second loss has the other sign.
      assertThat((-above - below) / (2 * rate)).isCloseTo(squaredNorm, within(0.1 * squaredNorm));
    }
  }

  /** The loss after one step from where the backbone started. */
  private static double after(
      Backbone backbone,
      INDArray images,
      INDArray weights,
      double rate,
      Map<String, INDArray> start) {
    backbone
        .state()
        .forEach((name, tensor) -> tensor.write(Objects.requireNonNull(start.get(name))));
    backbone.forward(images, true);
    backbone.backward(weights);
    backbone.step(new OptimizerStep(new SGD(0, false, 0), rate));
    return dot(backbone.forward(images, true), weights);
  }

  private static Map<String, INDArray> copies(Backbone backbone) {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    backbone.state().forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return copies;
  }

  @Test
  public void backwardNeedsATrainingPass() {
    assumeFalse(provider().frozen(), "a frozen backbone has no gradient");
    INDArray images = images();
    try (Backbone backbone = create(1)) {
      INDArray gradient = Nd4j.ones(IMAGES, backbone.embeddingSize());
      backbone.forward(images, false);

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> backbone.backward(gradient));
    }
  }

  @Test
  public void canBeClosedTwice() {
    Backbone backbone = create(1);
    backbone.forward(images(), false);
    backbone.close();
    backbone.close();
  }

  /** Else embeddings that were kept would be taken for those of other weights. */
  @Test
  public void aFrozenBackboneHasAFingerprint() {
    if (provider().frozen()) {
      assertThat(provider().fingerprint()).isNotBlank().isEqualTo(provider().fingerprint());
    }
  }

  private void assertNear(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(tolerance() * Math.max(1, Math.abs(expected))));
  }

  private Backbone create(long seed) {
    return provider().create(imageSize(), seed);
  }

  private static void step(Backbone backbone, INDArray images, double rate) {
    INDArray embedding = backbone.forward(images, true);
    backbone.backward(embedding.dup('c'));
    backbone.step(OptimizerStep.adam(rate));
  }

  private INDArray images() {
    return noise(3, IMAGES, imageSize(), imageSize(), 3);
  }

  private static INDArray noise(long seed, long... shape) {
    int length = 1;
    for (long size : shape) {
      length = Math.multiplyExact(length, Math.toIntExact(size));
    }
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int index = 0; index < length; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  private static double sizeOfTerms(INDArray one, INDArray other) {
    float[] left = FloatTensors.read(one);
    float[] right = FloatTensors.read(other);
    double sum = 0;
    for (int index = 0; index < left.length; index++) {
      sum += Math.abs((double) left[index] * right[index]);
    }
    return sum;
  }

  private static double dot(INDArray one, INDArray other) {
    float[] left = FloatTensors.read(one);
    float[] right = FloatTensors.read(other);
    double sum = 0;
    for (int index = 0; index < left.length; index++) {
      sum += (double) left[index] * right[index];
    }
    return sum;
  }
}
