package org.parfocal.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.Normalisation;

/** Embeddings of random networks that PyTorch exported, compared with PyTorch's own. */
class AgainstPyTorchTest {
  private static final float TOLERANCE = 1e-4f;

  @Test
  void aResNet() throws IOException {
    assertEqual("resnet", Map.of(), Fixtures.expected("resnet"));
  }

  @Test
  void theClassTokenOfAVisionTransformer() throws IOException {
    assertEqual("vit", Map.of(), Fixtures.expected("vit"));
    assertEqual("vit-tokens", Map.of(), Fixtures.expected("vit"));
  }

  @Test
  void theMeanOfItsPatches() throws IOException {
    float[][] second =
        Arrays.stream(Fixtures.expected("vit-tokens"))
            .map(row -> Arrays.copyOfRange(row, row.length / 2, row.length))
            .toArray(float[][]::new);

    assertEqual("vit-tokens", Map.of("pooling", Pooling.MEAN), second);
  }

  @Test
  void bothOneAfterTheOther() throws IOException {
    assertEqual(
        "vit-tokens",
        Map.of("pooling", Pooling.CLASS_TOKEN_AND_MEAN),
        Fixtures.expected("vit-tokens"));
  }

  @Test
  void halfPrecisionOneImageAtATime() throws IOException {
    float[][] half = Fixtures.expected("vit-half");
    float[][] actual =
        Fixtures.embeddings(Fixtures.backbones("vit-half", Map.of()), 3, Fixtures.SIZE);

    // A number of 10 bits below 4 is off by 2⁻⁹ at most, and sums may fall to another side.
    assertThat(Fixtures.largestDifference(actual, half)).isLessThan(4e-3f);
    assertThat(Fixtures.largestDifference(actual, Fixtures.expected("vit"))).isGreaterThan(1e-6f);
  }

  @Test
  void theMeanOfFeatureMaps() throws IOException {
    assertEqual("maps", Map.of(), Fixtures.expected("maps"));
  }

  /** The last of three images is given beside one of zeros. */
  @Test
  void channelsLastAndTwoImagesAtATime() throws IOException {
    assertEqual("nhwc-two", Map.of(), Fixtures.expected("maps"));
  }

  @Test
  void moreImagesThanAreGivenTogether() throws IOException {
    int count = EncoderSession.TOGETHER + 3;
    float[][] rows = Fixtures.embeddings(Fixtures.backbones("vit", Map.of()), count, 32);

    assertThat(Fixtures.largestDifference(Arrays.copyOf(rows, 3), Fixtures.expected("vit")))
        .isLessThan(TOLERANCE);
    // The images repeat after 1,000 numbers, so that all 11 are different only in their order.
    assertThat(rows[count - 1]).hasSize(32).isNotEqualTo(rows[0]);
  }

  @Test
  void registersAreNoPatches() throws IOException {
    float[][] two =
        Fixtures.embeddings(
            Fixtures.backbones("vit-tokens", Map.of("pooling", Pooling.MEAN, "prefix_tokens", 5)),
            3,
            Fixtures.SIZE);

    assertThat(Fixtures.largestDifference(two, Fixtures.expected("vit"))).isGreaterThan(0.01f);
  }

  @Test
  void normalisesAsTheFileNotes() {
    assertThat(Fixtures.backbones("vit", Map.of()).normalisation())
        .contains(new Normalisation(List.of(0.7, 0.55, 0.7), List.of(0.25, 0.3, 0.2)));
    assertThat(Fixtures.backbones("resnet", Map.of()).normalisation()).isEmpty();
    assertThat(
            Fixtures.backbones(
                    "vit",
                    Map.of("mean", new double[] {0, 0.5, 0}, "deviation", new double[] {1, 2, 1}))
                .normalisation())
        .contains(new Normalisation(List.of(0.0, 0.5, 0.0), List.of(1.0, 2.0, 1.0)));
  }

  @Test
  void classActivationMapsAreThereWhereTheEmbeddingIsAMean() {
    assertThat(mapShape("maps", Map.of())).contains(List.of(1L, 4L, 4L, 4L));
    assertThat(mapShape("vit-tokens", Map.of("pooling", Pooling.MEAN)))
        .contains(List.of(1L, 4L, 4L, 32L));
    assertThat(mapShape("vit-tokens", Map.of())).isEmpty();
    assertThat(mapShape("vit", Map.of())).isEmpty();
  }

  private static Optional<List<Long>> mapShape(String name, Map<String, ?> options) {
    try (Backbone backbone = Fixtures.backbones(name, options).create(Fixtures.SIZE, 0);
        INDArray image = Fixtures.images(1, Fixtures.SIZE)) {
      return backbone.featureMaps(image).map(maps -> Arrays.stream(maps.shape()).boxed().toList());
    }
  }

  private static void assertEqual(String name, Map<String, ?> options, float[][] expected) {
    float[][] actual =
        Fixtures.embeddings(Fixtures.backbones(name, options), expected.length, Fixtures.SIZE);

    assertThat(Fixtures.largestDifference(actual, expected)).isLessThan(TOLERANCE);
  }
}
