package org.parfocal.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.nd4j.internal.Activator;

class OnnxFilesTest {
  private final OnnxFiles files = new OnnxFiles(Activator.prepare(false));

  @Test
  void tellsWhatAModelTakesAndGives() {
    Map<String, Object> facts = files.describe(Fixtures.file("vit-tokens"));

    assertThat(facts)
        .containsEntry("inputs", List.of("image: float [?, 3, 32, 32]"))
        .containsEntry("layout", "nchw")
        .containsEntry("batch", "any")
        .containsEntry("image-size", 32L)
        .containsEntry("mean", "as images.normalise")
        .containsEntry("tokens", 17)
        .containsEntry("prefix-tokens", 1)
        .containsEntry("pooling", "class-token")
        .containsEntry("embedding-size", 32)
        .containsEntry("opsets", Map.of("ai.onnx", 17L));
    assertThat(files.describe(Fixtures.file("vit")))
        .containsEntry("mean", List.of(0.7, 0.55, 0.7))
        .containsEntry("deviation", List.of(0.25, 0.3, 0.2));
    assertThat(files.describe(Fixtures.file("nhwc-two")))
        .containsEntry("layout", "nhwc")
        .containsEntry("batch", 2L)
        .containsEntry("embedding-size", 4);
  }

  @Test
  void refusesWhatGivesNoNumbers() {
    // The logarithm of a grey image of zeros.
    assertThatThrownBy(() -> files.describe(Fixtures.file("not-finite")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("not finite");
  }
}
