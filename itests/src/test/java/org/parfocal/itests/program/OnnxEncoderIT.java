package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

/** A study of the heads on an encoder that PyTorch exported, as docs/encoders.md describes it. */
class OnnxEncoderIT {
  private static final Path FIXTURES =
      Path.of("../bundles/org.parfocal.onnx/src/test/resources/fixtures").toAbsolutePath();
  private static final int IMAGES = 12;
  private static final int SIZE = 32;

  @TempDir Path folder;

  @BeforeEach
  void writeStudy() throws IOException {
    Files.copy(FIXTURES.resolve("vit.onnx"), folder.resolve("vit.onnx"));
    List<String> table = new ArrayList<>(List.of("path,label,patient,magnification"));
    for (int image = 0; image < IMAGES; image++) {
      BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
      for (int place = 0; place < SIZE * SIZE; place++) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
          int index = (image * SIZE * SIZE + place) * 3 + channel;
          rgb = rgb << 8 | index * 7919 % 1000 % 256;
        }
        picture.setRGB(place % SIZE, place / SIZE, rgb);
      }
      ImageIO.write(picture, "png", folder.resolve(name(image)).toFile());
      int patient = image / 2;
      table.add("%s,%s,P%d,20X".formatted(name(image), patient % 2 == 0 ? "no" : "yes", patient));
    }
    Files.write(folder.resolve("index.csv"), table);
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        study: encoder
        dataset: {reader: table, path: index.csv}
        protocol: {split: patient-holdout, test-patients: 0.34, validation-patients: 0.34}
        images: {size: 32}
        transforms: []
        backbone: {architecture: onnx, model: vit.onnx}
        training: {epochs: 2}
        variants: {only: {augmentation: none, model: {strategy: baseline}}}
        metrics: [classification]
        """);
  }

  @Test
  void embedsWhatPyTorchDoesAndResumes() throws Exception {
    Program program = Program.in(folder).withCache(folder.resolve("cache"));

    program.run(0, "run", "study.yaml");
    Path job = folder.resolve("studies/encoder/only");
    Path stored = find(job, "embeddings.npy");
    List<String> rows = Files.readAllLines(stored.resolveSibling("predictions.csv"));
    int sample = List.of(rows.get(0).split(",")).indexOf("sample");
    float[][] expected = expected();
    float[][] embedded = numbers(Files.readAllBytes(stored), rows.size() - 1);
    for (int row = 0; row < embedded.length; row++) {
      float[] right = expected[image(rows.get(row + 1).split(",")[sample])];
      for (int number = 0; number < right.length; number++) {
        assertThat(embedded[row][number]).isCloseTo(right[number], within(1e-4f));
      }
    }
    assertThat(embedded.length).isGreaterThanOrEqualTo(IMAGES);

    Program.Ended plan = program.run("plan", "study.yaml");
    assertThat(plan.out()).contains("done");
    Program.Ended again = program.run(0, "run", "study.yaml", "--json");
    assertThat(again.said()).doesNotContain("embedding image");
  }

  /** Of a model whose weights lie beside it: they are packed and found with it. */
  @Test
  void predictsElsewhereFromAnArchive() throws Exception {
    Files.copy(FIXTURES.resolve("data-beside.onnx"), folder.resolve("beside.onnx"));
    Files.write(folder.resolve("weights.bin"), new byte[12]);
    Program program = Program.in(folder).withCache(folder.resolve("cache"));
    program.run(0, "run", "study.yaml", "backbone.model=beside.onnx");
    Program.Ended here = program.run("predict", "studies/encoder", name(0));
    program.run(0, "pack", "studies/encoder", "models.zip");

    Files.write(folder.resolve("weights.bin"), new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    Program.Ended plan = program.run("plan", "study.yaml", "backbone.model=beside.onnx");
    assertThat(plan.out()).contains("the file of backbone.model has another content");

    Files.delete(folder.resolve("beside.onnx"));
    Files.delete(folder.resolve("weights.bin"));
    Program.Ended elsewhere = program.run(0, "predict", "models.zip", name(0));
    assertThat(elsewhere.out()).isEqualTo(here.out()).contains(name(0));
  }

  @Test
  void tellsWhatIsInTheFile() throws Exception {
    Program.Ended ended = Program.in(folder).run(0, "backbone", "inspect", "vit.onnx");
    assertThat(ended.out())
        .containsPattern("image-size +32")
        .containsPattern("embedding-size +32")
        .contains("[0.7, 0.55, 0.7]");
  }

  private static String name(int image) {
    return "image-%02d.png".formatted(image);
  }

  private static int image(String sample) {
    return Integer.parseInt(sample.replaceFirst(".*image-(\\d\\d).*", "$1"));
  }

  private static float[][] expected() throws IOException {
    return Files.readAllLines(FIXTURES.resolve("vit-of-bytes.csv")).stream()
        .map(
            line -> {
              String[] cells = line.split(",");
              float[] row = new float[cells.length];
              for (int number = 0; number < row.length; number++) {
                row[number] = Float.parseFloat(cells[number]);
              }
              return row;
            })
        .toArray(float[][]::new);
  }

  /** Of a NumPy file of version 1 that holds a matrix of little-endian floats. */
  private static float[][] numbers(byte[] npy, int rows) {
    ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(10 + bytes.getShort(8));
    float[][] numbers = new float[rows][bytes.remaining() / Float.BYTES / rows];
    for (float[] row : numbers) {
      for (int number = 0; number < row.length; number++) {
        row[number] = bytes.getFloat();
      }
    }
    return numbers;
  }

  private static Path find(Path folder, String name) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }
}
