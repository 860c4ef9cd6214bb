package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.itest.Program;

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
      for (int pixel = 0; pixel < 16 * 16; pixel++) {
        image.setRGB(pixel % 16, pixel / 16, 0x010101 * (6 * index + 5)); // whatever JPEG leaves
      }
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

  private static void interlaced(Path file) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    Files.delete(file);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }

  private Program program() {
    return Program.in(folder).with("PARFOCAL_OPTS", "-Xmx96m").withCache(folder.resolve("cache"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tif", "jpg"})
  void aLargeImageIsReadRowByRow(String format) throws Exception {
    images(format);

    Program.Ended verified = program().run("dataset", "verify", "table", "path=index.csv");
    Program.Ended ended = program().run("run", "study.yaml", "--quiet");

    assertThat(verified.code()).as(verified.said()).isZero();
    assertThat(verified.out()).contains("40 of 40 images can be read");
    assertThat(ended.code()).as(ended.said()).isZero();
  }

  /** The rows of an interlaced image come in an order that needs all of it. */
  @Test
  void oneThatDoesNotFitIsNeitherCalledDamagedNorLeftOut() throws Exception {
    images("png");
    interlaced(folder.resolve("39.png"));

    Program.Ended verified = program().run("dataset", "verify", "table", "path=index.csv");
    Program.Ended ended = program().run("run", "study.yaml", "--skip-unreadable", "--quiet");

    assertThat(verified.code()).as(verified.said()).isEqualTo(3);
    assertThat(verified.err())
        .contains("39.png does not fit into what is left of Java's memory")
        .contains("PARFOCAL_OPTS=-Xmx")
        .doesNotContain("cannot be read", "\tat ");
    assertThat(ended.code()).as(ended.said()).isEqualTo(3);
    assertThat(ended.err()).contains("39.png does not fit into what is left of Java's memory");
  }
}
