package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sha256;
import org.parfocal.learning.Backbone;
import org.parfocal.testkit.OptionValues;

/** What a network computes does not depend on what was computed on a machine before. */
class FreshHomesTest {
  @TempDir Path homes;

  @Test
  void giveTheSameNumbersAndAreLeftAsTheyWere() throws IOException {
    String before = System.getProperty("parfocal.cache", "");
    try {
      String first = step("one");
      for (String home : List.of("two", "three")) {
        assertThat(step(home)).as(home).isEqualTo(first);
      }
    } finally {
      System.setProperty("parfocal.cache", before);
    }
  }

  /** A training step, and an embedding after it, by a user who never ran anything. */
  private String step(String home) throws IOException {
    Path cache = Files.createDirectory(homes.resolve(home));
    System.setProperty("parfocal.cache", cache.toString());
    ResNet18Backbone provider =
        new ResNet18Backbone(OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    try (Backbone backbone = provider.create(48, 7);
        INDArray images = TestEngine.noise(3, 4, 48, 48, 3);
        INDArray gradient = TestEngine.noise(5, 4, backbone.embeddingSize())) {
      Sha256 computed = new Sha256();
      add(computed, backbone.forward(images, true));
      backbone.backward(gradient);
      Execution.gradients(backbone).values().forEach(each -> add(computed, each));
      try (var left = Files.list(cache)) {
        assertThat(left).isEmpty();
      }
      return computed.hex();
    }
  }

  private static void add(Sha256 hash, INDArray array) {
    try (INDArray copy = array.dup('c')) {
      for (float number : copy.data().asFloat()) {
        hash.add(ByteBuffer.allocate(Float.BYTES).putFloat(number).array());
      }
    }
  }
}
