package org.parfocal.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Sha256;

class PackedWeightsTest {
  @TempDir Path folder;

  @Test
  void eachContentIsPackedOnceWithTheEndingOfItsFile() throws IOException {
    Path one = Files.writeString(folder.resolve("one.onnx"), "numbers");
    Path same = Files.writeString(folder.resolve("same.onnx"), "numbers");
    Path other = Files.writeString(folder.resolve("other"), "others");
    PackedWeights weights = new PackedWeights(List::of);
    List<String> packed = new ArrayList<>();

    String name = weights.pack(one, (place, content) -> packed.add(place));
    assertThat(name).isEqualTo(Sha256.of("numbers") + ".onnx");
    assertThat(weights.pack(same, (place, content) -> packed.add(place))).isEqualTo(name);
    weights.pack(other, (place, content) -> packed.add(place));

    assertThat(packed)
        .containsExactly("weights/" + name, "weights/" + Sha256.of("others") + ".safetensors");
  }

  @Test
  void aNameThatNoArchiveTakesIsRefusedWhenItIsPacked() throws IOException {
    Path model = Files.writeString(folder.resolve("model.onnx"), "graph");
    Path odd = Files.writeString(folder.resolve("of two words.data"), "numbers");
    PackedWeights weights = new PackedWeights(main -> List.of(main, odd));

    assertThatThrownBy(() -> weights.pack(model, (place, content) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of two words.data")
        .hasMessageContaining("rename it");
  }
}
