package org.parfocal.platform.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;
import org.parfocal.platform.internal.reading.YamlFile;

class StoredWeightsTest {
  @TempDir Path folder;

  private Path job() throws IOException {
    return Files.createDirectories(folder.resolve("plain/200X/seed-13/model"))
        .resolve("..")
        .normalize();
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("x").resolve("..").normalize());
    return Files.writeString(file, "{\"backbone\": \"resnet18 sha256:abc\"}");
  }

  private List<String> found(String weights, Optional<Path> given) throws IOException {
    Setting stored =
        new Setting(
            "",
            YamlFile.parse(
                "backbone: {architecture: resnet18, weights: " + weights + "}",
                "config.yaml",
                new Problems()));
    return StoredWeights.found(job(), stored, given);
  }

  @Test
  void areWhereTheConfigurationSaysOrWithTheStudyOrInTheModelOrGiven() throws IOException {
    Path here = file("here.safetensors");
    assertThat(found(here.toString(), Optional.empty())).isEmpty();
    assertThat(found("none", Optional.of(here))).isEmpty();
    assertThat(found("/gone/w.safetensors", Optional.of(here)))
        .containsExactly("backbone.weights=" + here);
    Files.createDirectories(folder.resolve("weights"));
    Path packed = file("weights/w.safetensors");
    assertThat(found("/gone/w.safetensors", Optional.empty()))
        .containsExactly("backbone.weights=" + packed);
    assertThat(found("w.safetensors", Optional.empty()))
        .containsExactly("backbone.weights=" + packed);
    job();
    Path own = file("plain/200X/seed-13/model/backbone.safetensors");
    assertThat(found(here.toString(), Optional.empty())).containsExactly("backbone.weights=" + own);
  }

  @Test
  void areFoundByWhateverOptionNamesAFile() throws IOException {
    Path packed = file("weights/abc/vit.onnx");
    Setting stored =
        new Setting(
            "",
            YamlFile.parse(
                "backbone: {architecture: onnx, model: abc/vit.onnx, pooling: mean}",
                "config.yaml",
                new Problems()));

    assertThat(StoredWeights.found(job(), stored, Optional.empty()))
        .containsExactly("backbone.model=" + packed);
    Path given = file("moved.onnx");
    assertThat(StoredWeights.found(job(), stored, Optional.of(given)))
        .containsExactly("backbone.model=" + given);
  }

  @Test
  void areNotLookedForOutsideOfTheStudy() throws IOException {
    file("outside.safetensors");

    assertThatThrownBy(() -> found("../outside.safetensors", Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("which is not there");
  }

  @Test
  void theOnesThatAreMissingAreNamedWithTheirChecksum() throws IOException {
    job();
    file("plain/200X/seed-13/model/model.json");
    assertThatThrownBy(() -> found("/gone/w.safetensors", Optional.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("/gone/w.safetensors, which is not there")
        .hasMessageContaining("--weights FILE (resnet18 sha256:abc)");
  }
}
