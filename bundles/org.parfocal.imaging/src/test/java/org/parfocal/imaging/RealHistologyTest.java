package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.parfocal.api.RgbImage;

/** On original BreaKHis files, where they are at hand. */
class RealHistologyTest {
  /** CRC-32 of the RGB bytes as a decoder written from the specification in Python gives them. */
  private static final Map<String, Long> CHECKSUMS =
      Map.of(
          "SOB_B_A-14-22549AB-400-002.png", 0x15e7800dL,
          "SOB_B_A-14-22549AB-40-001.png", 0xded7b9e3L,
          "SOB_B_A-14-22549AB-40-016.png", 0xa72d49e5L);

  @Test
  void readsOriginalBreakhisImages() throws IOException {
    Path folder = shared().resolve("breakhis-real");
    assumeTrue(Files.isDirectory(folder), "the original BreaKHis images are not here");
    List<Path> files;
    try (var all = Files.walk(folder)) {
      files = all.filter(path -> path.toString().endsWith(".png")).toList();
    }
    assertThat(files).hasSize(26);
    assertThat(files)
        .extracting(path -> String.valueOf(path.getFileName()))
        .containsAll(CHECKSUMS.keySet());
    for (Path path : files) {
      ImageFile file = ImageFile.of(folder, folder.relativize(path).toString());
      ImageHeader header = file.header();
      assertThat(header.format()).isEqualTo(ImageFormat.PNG);
      assertThat(header.width()).isEqualTo(700);
      assertThat(header.height()).isBetween(450, 460);
      RgbImage image = file.read();
      assertThat(image.height()).isEqualTo(header.height());
      Long expected = CHECKSUMS.get(String.valueOf(path.getFileName()));
      if (expected != null) {
        CRC32 crc = new CRC32();
        crc.update(image.rgb());
        assertThat(crc.getValue()).isEqualTo(expected);
      }
      RgbImage small = Resampling.scale(Resampling.cropSquare(image), 224, 224);
      assertThat(Math.abs(mean(small, 1) - mean(Resampling.cropSquare(image), 1))).isLessThan(0.1);
    }
  }

  @Test
  void cutsTheLevelsThatRealPyramidsHave() throws IOException {
    Path folder = shared().resolve("ucsb-pyramids/images");
    assumeTrue(Files.isDirectory(folder), "the pyramids of real histology are not here");
    List<Path> finest;
    try (var all = Files.list(folder)) {
      finest = all.filter(path -> path.toString().endsWith("-4X.png")).sorted().toList();
    }
    for (Path path : finest.subList(0, 20)) {
      // Another program made the 2X patch of the same centre by box averaging.
      String name = String.valueOf(path.getFileName());
      RgbImage coarser = ImageFile.of(folder, name.replace("-4X", "-2X")).read();
      byte[] expected = Resampling.crop(coarser, 32, 32, 64, 64).rgb();

      byte[] reduced =
          PatchSheet.of(ImageFile.of(folder, name), 64, List.of(new Field(0, 0, 128)))
              .patches()
              .get(0)
              .read()
              .rgb();

      for (int i = 0; i < expected.length; i++) {
        assertThat(reduced[i] & 255).isBetween((expected[i] & 255) - 1, (expected[i] & 255) + 1);
      }
    }
  }

  private static double mean(RgbImage image, int channel) {
    long sum = 0;
    for (int i = channel; i < image.rgb().length; i += 3) {
      sum += image.rgb()[i] & 255;
    }
    return sum / (image.rgb().length / 3.0);
  }

  private static Path shared() {
    String told = System.getProperty("parfocal.shared", System.getenv("PARFOCAL_SHARED"));
    if (told != null) {
      return Path.of(told).resolve("data");
    }
    Path at = Path.of("").toAbsolutePath();
    while (at.getParent() != null
        && !(Files.exists(at.resolve("bundles")) && Files.exists(at.resolve("pom.xml")))) {
      at = at.getParent();
    }
    return at.resolveSibling("shared").resolve("data");
  }
}
