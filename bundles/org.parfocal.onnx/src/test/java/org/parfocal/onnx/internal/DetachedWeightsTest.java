package org.parfocal.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.onnx.internal.file.DetachedWeights;
import org.parfocal.onnx.internal.file.ModelFile;

class DetachedWeightsTest {
  @TempDir Path folder;

  @Test
  void theNetworkComputesTheSameWithItsWeightsBesideIt() throws IOException {
    for (String name : new String[] {"resnet", "vit", "vit-half"}) {
      Path whole = Fixtures.file(name);
      Path apart = Files.createDirectory(folder.resolve(name));
      Path network = DetachedWeights.of(whole).orElseThrow().write(whole, apart);

      ModelFile model = ModelFile.read(network);
      assertThat(model.weights()).hasSize(1);
      assertThat(Files.size(network)).isLessThan(Files.size(whole) / 2);
      assertThat(embeddings(network)).isDeepEqualTo(embeddings(whole));
    }
  }

  @Test
  void everyWeightCounts() throws IOException {
    Path whole = Fixtures.file("vit");
    Path network = DetachedWeights.of(whole).orElseThrow().write(whole, folder);
    Path weights = ModelFile.read(network).weights().get(0);
    byte[] numbers = Files.readAllBytes(weights);
    numbers[numbers.length - 1] ^= 0x40; // the exponent of the last one
    Files.write(weights, numbers);

    assertThat(Fixtures.largestDifference(embeddings(network), embeddings(whole)))
        .isNotCloseTo(0, within(1e-6f));
  }

  @Test
  void whatHasItsWeightsBesideItIsLeftWhole() throws IOException {
    assertThat(DetachedWeights.of(Fixtures.file("data-beside"))).isEmpty();
  }

  @Test
  void theCopyIsDeletedAfterwards() throws IOException {
    Path whole = Fixtures.file("vit");
    Path copied;
    try (ModelCopy copy = ModelCopy.of(whole, DetachedWeights.of(whole).orElseThrow())) {
      copied = copy.folder();
      assertThat(copied).isDirectoryContaining(copy.file()::equals);
    }
    assertThat(copied).doesNotExist();
  }

  private static float[][] embeddings(Path model) {
    return Fixtures.embeddings(Fixtures.backbones(model, Map.of()), 2, Fixtures.SIZE);
  }
}
