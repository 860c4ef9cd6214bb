package org.parfocal.dataset.bcss.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;
import org.parfocal.imaging.Field;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.ImageHeader;
import org.parfocal.imaging.PatchSource;
import org.parfocal.testkit.RealData;

/** On published masks, where they are at hand; their images are not needed to label places. */
class RealMasksTest {
  private static final Set<Integer> TUMOR = Set.of(1, 19, 20);
  private static final Set<Integer> OTHER = Set.of(2, 3, 9, 10, 11, 13, 14, 16, 17, 18);

  @TempDir Path root;

  @Test
  void labelsThePlacesOfPublishedMasks() throws IOException {
    Path real = RealData.require("bcss-masks");
    MadeUp bcss = new MadeUp(root);
    Files.createDirectories(root.resolve("masks"));
    Files.createDirectories(root.resolve("meta"));
    Files.copy(real.resolve(MaskCodes.FILE), root.resolve(MaskCodes.FILE));
    List<Path> masks;
    try (var files = Files.list(real.resolve("masks"))) {
      masks = files.toList();
    }
    for (Path mask : masks) {
      String name = String.valueOf(mask.getFileName());
      Files.copy(mask, root.resolve("masks").resolve(name));
      ImageHeader header = ImageFile.of(real.resolve("masks"), name).header();
      bcss.headerOnly(name.replace(".png", ""), header.width(), header.height());
    }

    Dataset dataset = bcss.read(Map.of("size", 224, "places", 10));

    assertThat(MaskCodes.of(root)).hasToString(MaskCodes.published().toString());
    assertThat(masks).hasSize(9);
    assertThat(dataset.samples().stream().map(Sample::patient).distinct()).hasSize(9);
    assertThat(dataset.samples().stream().map(Sample::label).distinct()).hasSize(2);
    assertThat(dataset.samples().size()).isBetween(9 * 3, 9 * 2 * 10 * 3);
    for (Path mask : masks) {
      checkShares(dataset, mask);
    }
  }

  /** Pixel by pixel, with Java's decoder and none of the reader's code. */
  private static void checkShares(Dataset dataset, Path mask) throws IOException {
    Raster raster = ImageIO.read(mask.toFile()).getRaster();
    String region = String.valueOf(mask.getFileName()).replace(".png", "");
    List<Sample> finest =
        dataset.samples().stream()
            .filter(sample -> region.equals(sample.attributes().get("region")))
            .filter(sample -> "0.25um".equals(sample.magnification()))
            .toList();
    assertThat(finest).isNotEmpty();
    for (Sample sample : finest) {
      Field field = ((PatchSource) sample.image()).field();
      int tumor = 0;
      int other = 0;
      for (int y = 0; y < 224; y++) {
        for (int x = 0; x < 224; x++) {
          int code = raster.getSample((int) field.left() + x, (int) field.top() + y, 0);
          tumor += TUMOR.contains(code) ? 1 : 0;
          other += OTHER.contains(code) ? 1 : 0;
        }
      }
      assertThat(sample.label()).isEqualTo(tumor > other ? 1 : 0);
      double share = Math.max(tumor, other) / (224.0 * 224);
      assertThat(share).isGreaterThanOrEqualTo(0.5);
      assertThat(Double.parseDouble(String.valueOf(sample.attributes().get("share"))))
          .isBetween(share - 0.0006, share + 0.0006);
    }
  }
}
