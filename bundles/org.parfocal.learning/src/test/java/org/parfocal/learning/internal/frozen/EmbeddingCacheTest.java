package org.parfocal.learning.internal.frozen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Images;
import org.parfocal.learning.internal.input.TestImages;

class EmbeddingCacheTest {
  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();
  private final TestImages images = new TestImages(4);

  @Test
  void keepsWhatItWasGiven() {
    cache("a").store(Map.of("x", new float[] {1, 2}), warnings::add);
    cache("a").store(Map.of("ÿ/γ 漢", new float[] {-0.5f, Float.MIN_VALUE}), warnings::add);

    Map<String, float[]> loaded = cache("a").load();

    assertThat(loaded).containsOnlyKeys("x", "ÿ/γ 漢");
    assertThat(loaded.get("x")).containsExactly(1, 2);
    assertThat(loaded.get("ÿ/γ 漢")).containsExactly(-0.5f, Float.MIN_VALUE);
    assertThat(warnings).isEmpty();
  }

  @Test
  void keepsBackbonesAndImageSizesApart() {
    cache("a").store(Map.of("x", new float[] {1}), warnings::add);

    assertThat(cache("b").load()).isEmpty();
    assertThat(EmbeddingCache.of(folder, "a", new TestImages(5)).load()).isEmpty();
  }

  /** Of one size, but cropped the one time and squashed the other. */
  @Test
  void keepsImagesThatAreMadeDifferentlyApart() {
    Images squashed =
        new TestImages(images.size()) {
          @Override
          public String key() {
            return "squash";
          }
        };
    cache("a").store(Map.of("x", new float[] {1}), warnings::add);

    assertThat(EmbeddingCache.of(folder, "a", squashed).load()).isEmpty();
    assertThat(cache("a").load()).containsOnlyKeys("x");
  }

  @Test
  void dropsDamagedFilesAndKeepsTheOthers() throws IOException {
    cache("a").store(Map.of("x", new float[] {1, 2, 3}), warnings::add);
    byte[] whole = Files.readAllBytes(onlyFile());
    Path first = onlyFile();
    for (int cut : new int[] {0, 5, whole.length - 1}) {
      Files.write(first.resolveSibling("cut" + cut + ".embeddings"), Arrays.copyOf(whole, cut));
    }
    for (int position : new int[] {3, 9, 20, whole.length - 1}) {
      byte[] changed = whole.clone();
      changed[position] ^= 4;
      Files.write(first.resolveSibling("changed" + position + ".embeddings"), changed);
    }

    assertThat(cache("a").load()).containsOnlyKeys("x");
    assertThat(Files.readAllBytes(onlyFile())).isEqualTo(whole);
  }

  @Test
  void saysSoWhenItCannotWrite() throws IOException {
    Files.writeString(folder.resolve("embeddings"), "a file where a folder should be");

    cache("a").store(Map.of("x", new float[] {1}), warnings::add);

    assertThat(warnings).singleElement().asString().contains("could not be kept");
  }

  private EmbeddingCache cache(String fingerprint) {
    return EmbeddingCache.of(folder, fingerprint, images);
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }
}
