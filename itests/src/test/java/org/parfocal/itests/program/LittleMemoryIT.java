package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.itests.Program;

/** An image of 108 MB and a heap of 96 MB. */
class LittleMemoryIT {
  private static final int SIDE = 6000;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        dataset: {reader: table, path: index.csv}
        protocol: {split: patient-holdout, validation-patients: 0.2}
        images: {size: 32}
        backbone: {architecture: small-cnn}
        training: {epochs: 1}
        augmentation: none
        model: {strategy: baseline}
        metrics: [classification]
        """);
  }

  private void images(String format) throws IOException {
    List<String> rows = new ArrayList<>(List.of("path,label,patient,magnification"));
    for (int index = 0; index < 40; index++) {
      String name = index + "." + format;
      int side = index == 39 ? SIDE : 64;
      BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
      image.setRGB(0, 0, index + 1);
      image.setRGB(8, 8, 5 * index + 1);
      ImageIO.write(image, format, folder.resolve(name).toFile());
      int patient = index / 2;
      rows.add(
          "%s,%s,p%02d,%s"
              .formatted(
                  name,
                  patient % 2 == 0 ? "benign" : "malignant",
                  patient,
                  index % 2 == 0 ? "40X" : "200X"));
    }
    Files.write(folder.resolve("index.csv"), rows);
  }

  private Program program() {
    return Program.in(folder)
        .with("PARFOCAL_OPTS", "-Xmx96m")
        .with("PARFOCAL_CACHE", folder.resolve("cache").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tif", "jpg"})
  void anImageThatDoesNotFitIsNamedAndNotCalledDamaged(String format) throws Exception {
    images(format);

    Program.Ended ended = program().run("dataset", "verify", "table", "path=index.csv");

    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(3);
    assertThat(ended.err())
        .contains("39." + format + " does not fit into what is left of Java's memory")
        .contains("PARFOCAL_OPTS=-Xmx")
        .doesNotContain("cannot be read", "\tat ");
  }

  @Test
  void itIsNotLeftOutAsUnreadable() throws Exception {
    images("png");

    Program.Ended ended = program().run("run", "study.yaml", "--skip-unreadable", "--quiet");

    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(3);
    assertThat(ended.err()).contains("39.png does not fit into what is left of Java's memory");
  }
}
