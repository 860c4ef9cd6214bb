package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.PatchSheet;
import org.parfocal.imaging.PatchSource;
import org.parfocal.imaging.PlaceGrid;
import org.parfocal.imaging.PngWriter;
import org.parfocal.imaging.PyramidLevel;
import org.parfocal.imaging.PyramidShape;
import org.parfocal.imaging.Slides;
import org.parfocal.testkit.OptionValues;

/** One decoding of a large image serves all of its patches. */
class PatchesInStudyImagesTest {
  private static final int SIZE = 32;
  private static final int BYTES = SIZE * SIZE * 3;

  @TempDir Path folder;
  private final PixelCaches caches = new PixelCaches();
  private List<PatchSource> patches = List.of();
  private final List<RgbImage> expected = new ArrayList<>();

  @BeforeEach
  void largeImage() {
    PngWriter.write(Slides.random(400, 300, 1), folder.resolve("large.png"));
    List<PyramidLevel> levels =
        PyramidShape.ofScales("s", SIZE, 1, 2, 4).levels(OptionalDouble.empty());
    patches =
        PatchSheet.of(
                ImageFile.of(folder, "large.png"),
                SIZE,
                PlaceGrid.of(400, 300, levels).spread(9).stream()
                    .flatMap(spot -> levels.stream().map(level -> spot.field(level.field())))
                    .toList())
            .patches();
    patches.forEach(patch -> expected.add(patch.read()));
  }

  @AfterEach
  void close() {
    caches.close();
  }

  @Test
  void decodesALargeImageOnceForAllOfItsPatches() throws IOException {
    for (String cache : new String[] {folder.resolve("cache").toString(), "none"}) {
      StudyImages images = images(cache);
      assertThat(read(images, 13)).isEqualTo(expected.get(13).rgb());

      Path away = folder.resolve("away.png");
      Files.move(folder.resolve("large.png"), away);
      for (int i = 0; i < patches.size(); i++) {
        assertThat(read(images, i)).isEqualTo(expected.get(i).rgb());
      }
      Files.move(away, folder.resolve("large.png"));
      images.close();
    }
  }

  @Test
  void givesManyThreadsTheirPatches() throws Exception {
    StudyImages images = images(folder.resolve("cache").toString());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<byte[]>> reads = new ArrayList<>();
      for (int i = 0; i < patches.size(); i++) {
        int index = i;
        reads.add(threads.submit(() -> read(images, index)));
      }
      for (int i = 0; i < patches.size(); i++) {
        assertThat(reads.get(i).get()).isEqualTo(expected.get(i).rgb());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void namesTheImageThatIsGone() throws IOException {
    StudyImages images = images("none");
    Files.delete(folder.resolve("large.png"));
    assertThatThrownBy(() -> read(images, 0))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("large.png cannot be read: it does not exist");
  }

  private StudyImages images(String cache) {
    return new StudyImages(
        OptionValues.of(
            StudyImages.Options.class,
            Map.of("size", SIZE, "resize", StudyImages.Squaring.CROP, "cache", cache)),
        caches);
  }

  private byte[] read(StudyImages images, int index) {
    Sample sample =
        new Sample(
            "s" + index,
            patches.get(index),
            0,
            "p",
            "p",
            null,
            OptionalDouble.empty(),
            null,
            Map.of());
    byte[] pixels = new byte[BYTES];
    images.read(sample, pixels, 0);
    return pixels;
  }
}
