package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.RgbImage;
import org.parfocal.core.StoredStudy;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.Pictures;
import org.parfocal.report.Pictures.Picture;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportedStudy;

/** Drawings of what would be too many points for a page. */
class FlatPicturesTest {
  @TempDir Path folder;

  private static int pixels(RgbImage image, int rgb) {
    int found = 0;
    for (int i = 0; i < image.rgb().length; i += 3) {
      int colour =
          (image.rgb()[i] & 0xff) << 16
              | (image.rgb()[i + 1] & 0xff) << 8
              | image.rgb()[i + 2] & 0xff;
      found += colour == rgb ? 1 : 0;
    }
    return found;
  }

  private ReportedStudy study(List<String> variants, int seeds) {
    return new ReportedStudy(
        StoredStudy.open(MadeUpStudy.run(folder, variants, seeds, 24)), ReportOptions.named());
  }

  @Test
  void mapsEmbeddingsByClassDomainAndPatientWithAKeyOfTheColours() {
    List<Block> blocks = new EmbeddingMap().blocks(study(List.of("baseline", "other"), 1));

    List<Picture> pictures = ((Pictures) blocks.get(0)).pictures();
    assertThat(pictures).hasSize(6);
    assertThat(pictures.get(0).key())
        .extracting(Pictures.Colour::meaning)
        .containsExactlyInAnyOrder(MadeUpStudy.MARKUP, MadeUpStudy.FORMULA);
    assertThat(pictures.get(1).key())
        .extracting(Pictures.Colour::meaning)
        .containsExactly("40X", "100X", "200X", "400X");
    assertThat(pictures.get(2).key()).hasSize(6);
    assertThat(pixels(pictures.get(0).pixels(), Palette.rgb(0))).isGreaterThan(100);
    assertThat(pixels(pictures.get(0).pixels(), Palette.rgb(1))).isGreaterThan(100);
    assertThat(pixels(pictures.get(0).pixels(), Palette.rgb(2))).isZero();
  }

  @Test
  void drawsThePatientsOfAVariantFlatWhereThereAreThousands() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      rows.add(
          Map.of(
              "of class",
              "malignant",
              "domain",
              i % 2 == 0 ? "40X" : "100X",
              "true",
              i % 3 == 0 ? "benign" : "malignant",
              "probability",
              // Benign ones on the left half, malignant ones on the right.
              (i % 3 == 0 ? 0.0 : 0.6) + 0.4 * (i % 100) / 100.0));
    }

    RgbImage picture =
        PatientPicture.of("baseline", List.of("benign", "malignant"), List.of("40X", "100X"), rows)
            .pixels();

    int middle = picture.width() / 2;
    for (int label = 0; label < 2; label++) {
      int left = 0;
      int right = 0;
      for (int y = 0; y < picture.height(); y++) {
        for (int x = 0; x < picture.width(); x++) {
          int i = 3 * (y * picture.width() + x);
          if ((picture.rgb()[i] & 0xff) == Palette.rgb(label) >> 16) {
            left += x < middle ? 1 : 0;
            right += x < middle ? 0 : 1;
          }
        }
      }
      assertThat(label == 0 ? right : left).isZero();
      assertThat(label == 0 ? left : right).isGreaterThan(2000);
    }
  }

  @Test
  void leavesFewPatientsToTheBrowserAndDrawsManyFlat() {
    ReportedStudy study = study(List.of("baseline", "other"), 1);
    // Six tested patients at four magnifications.
    List<Block> few = new Patients(24).blocks(study);
    List<Block> many = new Patients(23).blocks(study);

    assertThat(((Figure) few.get(0)).rows()).hasSize(2 * 24);
    assertThat(few).hasSize(1);
    assertThat(many).hasSize(1);
    Pictures pictures = (Pictures) many.get(0);
    assertThat(pictures.pictures())
        .extracting(picture -> picture.lines().get(0))
        .containsExactly("baseline", "other");
    assertThat(pictures.pictures().get(0).lines()).contains("from the top: 40X, 100X, 200X, 400X");
    assertThat(pictures.caption()).anyMatch(line -> line.contains("flat images"));
  }

  @Test
  void drawsALineForEachOfManyJobs() {
    List<Block> blocks = new TrainingCurves().blocks(study(List.of("baseline"), 12));

    Pictures courses = (Pictures) blocks.get(1);
    assertThat(courses.pictures()).hasSize(1);
    assertThat(courses.pictures().get(0).lines())
        .containsExactly(
            "baseline", "validation-auc of 48 jobs", "0.700 at the bottom to 0.900, epochs 1 to 3");
    assertThat(new TrainingCurves().blocks(study(List.of("few"), 2))).hasSize(1);
  }

  @Test
  void aDrawingIsReadBackPixelByPixel() throws IOException {
    Drawing drawing = new Drawing(60, 40);
    drawing.point(0.5, 0.5, 9, 3);
    drawing.line(0, 0, 1, 1, 5);
    Picture picture = new Picture(drawing.image(), false, "a point", List.of(), List.of());

    PictureFile file = PictureFile.of(picture);

    assertThat(file.format()).isEqualTo("png");
    Optional<java.awt.image.BufferedImage> read =
        Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(file.bytes())));
    assertThat(read).isPresent();
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 60; x++) {
        int i = 3 * (y * 60 + x);
        int expected =
            (picture.pixels().rgb()[i] & 0xff) << 16
                | (picture.pixels().rgb()[i + 1] & 0xff) << 8
                | picture.pixels().rgb()[i + 2] & 0xff;
        assertThat(read.get().getRGB(x, y) & 0xffffff).isEqualTo(expected);
      }
    }
  }
}
