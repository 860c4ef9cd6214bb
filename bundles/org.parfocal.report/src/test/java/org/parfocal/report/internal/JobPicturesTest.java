package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.core.StoredStudy;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.Pictures;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;

/** What a report takes of what jobs left to be looked at: theirs, or a stranger's. */
class JobPicturesTest {
  @TempDir Path folder;
  private Path study = Path.of("");
  private Path job = Path.of("");
  private Path other = Path.of("");

  @BeforeEach
  void run() {
    study = MadeUpStudy.run(folder, List.of("dsml"), 2, 24);
    job = study.resolve("dsml/40X/seed-1");
    other = study.resolve("dsml/100X/seed-1");
  }

  private List<Block> blocks(ReportSection section, boolean withImages) {
    ReportOptions options = ReportOptions.named();
    return section.blocks(
        new ReportedStudy(
            StoredStudy.open(study), withImages ? options.with(MadeUpStudy.images(24)) : options));
  }

  private static void picture(Path file, int width, int height) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff8000);
    ImageIO.write(image, "png", file.toFile());
  }

  private static void similarity(Path job, double cosine) throws IOException {
    Files.createDirectories(job.resolve("views"));
    Files.writeString(
        job.resolve("views/similarity.csv"),
        "magnification,other,pyramids,cosine,cosine_elsewhere,cross_entropy,agreement\n"
            + "40X,<b>,8,%s,,0.5,1\n".formatted(cosine));
  }

  private void overlays(String file) throws IOException {
    Files.createDirectories(job.resolve("views"));
    Files.writeString(
        job.resolve("views/overlays.csv"),
        "file,class,patient,place,magnification,sample,probability\n"
            + "%s,benign,p1,x,40X,a,0.5\n%s,benign,p1,x,100X,b,0.5\n".formatted(file, file));
  }

  @Test
  void similarityIsTheMeanOverTheJobsThatStoredIt() throws IOException {
    similarity(job, 0.5);
    similarity(other, 0.8);

    Figure figure = (Figure) blocks(new MagnificationViews(), false).get(0);

    assertThat(figure.rows()).extracting(row -> row.get("measure")).hasSize(3);
    Map<String, ?> cosine =
        figure.rows().stream()
            .filter(row -> String.valueOf(row.get("measure")).startsWith("cosine"))
            .findFirst()
            .orElseThrow();
    assertThat((Double) cosine.get("value")).isCloseTo(0.65, within(1e-9));
    assertThat(cosine.get("jobs")).isEqualTo(2L);
    assertThat(cosine.get("other")).isEqualTo("<b>");
  }

  @Test
  void classActivationsAreShownWithWhatTheyAreOfAndNotWithoutImages() throws IOException {
    picture(job.resolve("views/class-0-pyramid-1.png"), 700, 350);
    overlays("class-0-pyramid-1.png");

    Pictures pictures = (Pictures) blocks(new MagnificationViews(), true).get(0);

    assertThat(pictures.pictures()).hasSize(1);
    assertThat(pictures.pictures().get(0).lines())
        .containsExactly("dsml/40X/seed-1", "benign of patient p1 at 40X, 100X");
    assertThat(pictures.pictures().get(0).pixels().width()).isEqualTo(480);
    assertThat(blocks(new MagnificationViews(), false)).isEmpty();
  }

  @Test
  void aTableThatNamesAFileElsewhereShowsNothing() throws IOException {
    picture(study.resolve("secret.png"), 10, 10);
    for (String file : List.of("../../../../secret.png", study.resolve("secret.png").toString())) {
      overlays(file);
      assertThat(blocks(new MagnificationViews(), true)).isEmpty();
    }
    Files.createSymbolicLink(job.resolve("views/link.png"), study.resolve("secret.png"));
    overlays("link.png");
    assertThat(blocks(new MagnificationViews(), true)).isEmpty();
  }

  @Test
  void contactSheetsAreShownWithoutTheLossesBesideThem() throws IOException {
    picture(job.resolve("generated/1-benign.png"), 300, 200);
    picture(job.resolve("generated/1-benign-losses.png"), 300, 200);

    Pictures pictures = (Pictures) blocks(new GeneratedImages(), true).get(0);

    assertThat(pictures.pictures()).hasSize(1);
    assertThat(pictures.pictures().get(0).lines()).containsExactly("dsml/40X/seed-1", "benign");
    assertThat(blocks(new GeneratedImages(), false)).isEmpty();
  }

  @Test
  void aFileThatIsNoPictureOrAHugeOneIsLeftOut() throws IOException {
    Path sheet = job.resolve("generated/1-benign.png");
    Files.createDirectories(sheet.getParent());
    Files.writeString(sheet, "no picture");
    assertThat(blocks(new GeneratedImages(), true)).isEmpty();
    // 60,000 pixels wide and high, in 57 bytes.
    Files.write(sheet, header(60_000, 60_000));
    assertThat(blocks(new GeneratedImages(), true)).isEmpty();
    picture(sheet, 30, 20);
    assertThat(blocks(new GeneratedImages(), true)).hasSize(1);
  }

  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10});
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array());
    chunk(png, "IDAT", new byte[0]);
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String name, byte[] content)
      throws IOException {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(type);
    sum.update(content);
    png.write(ByteBuffer.allocate(4).putInt(content.length).array());
    png.write(type);
    png.write(content);
    png.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }
}
