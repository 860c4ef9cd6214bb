package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;

class CacheBoundTest {
  @Test
  void theUsersLimitIsAWholeNumberOfGigabytes() {
    assertThat(CacheBound.bytes("")).isEqualTo(50_000_000_000L);
    assertThat(CacheBound.bytes(" 7 ")).isEqualTo(7_000_000_000L);
    for (String wrong : List.of("ten", "0", "-1", "1.5", "1000000", "20 GB")) {
      assertThatThrownBy(() -> CacheBound.bytes(wrong))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("PARFOCAL_CACHE_GB is '" + wrong + "'");
    }
  }

  private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");

  @TempDir Path folder;

  private Path file(String name, int bytes, int daysUnused) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(daysUnused))));
    return file;
  }

  private List<String> left() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void whatWasNotUsedForTheLongestTimeGoesFirst() throws IOException {
    file("embeddings/squeezenet/a.embeddings", 100, 5);
    file("embeddings/squeezenet/b.embeddings", 100, 9);
    file("dcgan/0f.generator", 100, 7);
    file("dcgan/0f-20.images", 100, 6);
    CacheBound bound = new CacheBound(folder, 250);
    assertThat(bound.used()).isEqualTo(400);

    assertThat(bound.keep(NOW)).isEqualTo(200);

    assertThat(left()).containsExactly("dcgan/0f-20.images", "embeddings/squeezenet/a.embeddings");
    assertThat(bound.keep(NOW)).as("below the limit").isZero();
  }

  @Test
  void whatWasLeftHalfWrittenGoesInAnyCase() throws IOException {
    String id = ".01234567-89ab-cdef-0123-456789abcdef.tmp";
    file("embeddings/squeezenet/a.embeddings" + id, 10, 3);
    file("embeddings/squeezenet/b.embeddings" + id, 10, 1);
    file("embeddings/squeezenet/c.embeddings", 10, 90);
    file("notes/mine.tmp", 10, 90);

    assertThat(new CacheBound(folder, 1000).keep(NOW)).isEqualTo(10);

    assertThat(left())
        .containsExactly(
            "embeddings/squeezenet/b.embeddings" + id,
            "embeddings/squeezenet/c.embeddings",
            "notes/mine.tmp");
  }

  @Test
  void whatMayBeInUseStaysThoughTheLimitIsPassed() throws IOException {
    file("dcgan/0f.generator", 100, 1);
    file("dcgan/1f.generator", 100, 3);

    assertThat(new CacheBound(folder, 10).keep(NOW)).isEqualTo(100);

    assertThat(left()).containsExactly("dcgan/0f.generator");
  }

  @Test
  void decodedImagesGoAsAWholeUnlessAProcessHasThemOpen() throws IOException {
    file("pixels/crop-64.pixels", 1000, 90);
    file("pixels/crop-64.index", 10, 20);
    Path lock = file("pixels/crop-64.lock", 0, 90);
    file("dcgan/0f.generator", 100, 30);
    CacheBound bound = new CacheBound(folder, 500);

    try (RandomAccessFile open = new RandomAccessFile(lock.toFile(), "rw");
        FileLock held = open.getChannel().lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(bound.keep(NOW)).isEqualTo(100);
    }
    assertThat(left()).contains("pixels/crop-64.index", "pixels/crop-64.pixels");
    assertThat(bound.keep(NOW)).isEqualTo(1010);
    assertThat(left()).containsExactly("pixels/crop-64.lock");
  }

  @Test
  void filesOfOthersAreNeitherCountedNorRemoved() throws IOException {
    file("thesis.docx", 1000, 900);
    file("pixels/holiday.png", 1000, 900);
    file("embeddings/notes.embeddings", 1000, 900);
    file("projects/dcgan/a.generator", 1000, 900);
    Path elsewhere = file("elsewhere/a.generator", 1000, 900);
    Files.createDirectories(folder.resolve("dcgan"));
    Files.createSymbolicLink(folder.resolve("dcgan/a.generator"), elsewhere);
    List<String> before = left();
    CacheBound bound = new CacheBound(folder, 1);

    assertThat(bound.used()).isZero();
    assertThat(bound.keep(NOW)).isZero();
    assertThat(left()).isEqualTo(before);
    assertThat(new CacheBound(folder.resolve("none"), 1).keep(NOW)).isZero();
  }

  @Test
  void severalMayTidyUpAtATime() throws Exception {
    for (int number = 0; number < 300; number++) {
      file("embeddings/net/" + number + ".embeddings", 10, 10 + number);
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Long> tidy = () -> new CacheBound(folder, 1000).keep(NOW);
      for (var freed : threads.invokeAll(List.of(tidy, tidy, tidy, tidy))) {
        assertThat(freed.get()).isBetween(0L, 2000L);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(left()).hasSize(100).contains("embeddings/net/0.embeddings");
  }
}
