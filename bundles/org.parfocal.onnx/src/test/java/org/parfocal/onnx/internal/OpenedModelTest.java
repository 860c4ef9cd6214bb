package org.parfocal.onnx.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.learning.Backbone;

/** A model of gigabytes is opened only by whoever has an image for it. */
class OpenedModelTest {
  @TempDir Path folder;

  @Test
  void aJobWhoseEmbeddingsAreAllKnownOpensNoModel() throws IOException {
    Path model = Files.copy(Fixtures.file("resnet"), folder.resolve("resnet.onnx"));
    OnnxBackbones backbones = Fixtures.backbones(model, Map.of());
    Files.delete(model);

    Backbone backbone = backbones.create(Fixtures.SIZE, 0);
    try (INDArray images = Fixtures.images(1, Fixtures.SIZE)) {
      assertThatThrownBy(() -> backbone.forward(images, false))
          .as("an image needs it")
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("resnet.onnx");
    } finally {
      backbone.close();
    }
  }
}
