package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.backbone.dl4j.NetworkBackboneProvider;
import org.parfocal.learning.Backbone;
import org.parfocal.plan.architecture.SqueezeNet;

/** Compares with embeddings which torchvision computed from the same weights and images. */
class SqueezeNetReferenceTest {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  @ParameterizedTest
  @ValueSource(strings = {"cat-224.png", "bird-224.png"})
  void embeddingsAreTorchvisions(String image) throws IOException {
    Optional<Path> folder = TestEngine.shared("weights");
    assumeTrue(folder.isPresent(), "the reference weights are not on this machine");
    Path weights = folder.orElseThrow().resolve("squeezenet1_0-imagenet.safetensors");
    double[] expected = reference(folder.orElseThrow(), image);
    NetworkBackboneProvider provider =
        new NetworkBackboneProvider(
            new SqueezeNet(), weights.toString(), true, "all", TestEngine.start());

    try (Backbone backbone = provider.create(224, 0)) {
      INDArray pixels = pixels(folder.orElseThrow().resolve(image));
      float[] embedding = backbone.forward(pixels, false).toFloatVector().clone();

      assertThat(embedding).hasSize(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) embedding[i])
            .isCloseTo(expected[i], within(1e-4 * Math.max(1, expected[i])));
      }
    }
  }

  private static double[] reference(Path folder, String image) throws IOException {
    try (JsonParser json =
        new JsonFactory().createParser(folder.resolve("squeezenet1_0-reference.json").toFile())) {
      JsonPointer path = JsonPointer.compile("/images/" + image + "/embedding");
      JsonParser found =
          new FilteringParserDelegate(
              json,
              new JsonPointerBasedFilter(path),
              TokenFilter.Inclusion.ONLY_INCLUDE_ALL,
              false);
      DoubleStream.Builder numbers = DoubleStream.builder();
      while (found.nextToken() != null) {
        if (found.currentToken().isNumeric()) {
          numbers.add(found.getDoubleValue());
        }
      }
      return numbers.build().toArray();
    }
  }

  private static INDArray pixels(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    int size = image.getWidth();
    INDArray pixels = Nd4j.create(1, size, size, 3);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int rgb = image.getRGB(x, y);
        for (int c = 0; c < 3; c++) {
          float value = ((rgb >> (16 - 8 * c)) & 0xff) / 255f;
          pixels.putScalar(new int[] {0, y, x, c}, (value - MEAN[c]) / DEVIATION[c]);
        }
      }
    }
    return pixels;
  }
}
