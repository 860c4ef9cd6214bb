package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageRows;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.testkit.TestSamples;

class DatasetChecksTest {
  @Test
  void countsImagesAndPatientsOfEachClassAtEachMagnification() {
    DatasetInspection inspection = DatasetInspection.of(TestSamples.mixedPatients());

    assertThat(inspection.patients()).isEqualTo(10);
    assertThat(inspection.mixedPatients()).hasSize(9).doesNotContain("section-9");
    assertThat(inspection.domains()).containsExactly("1X", "2X", "4X");
    assertThat(inspection.counts())
        .containsExactly(
            new DatasetInspection.Count("benign", "1X", 128, 10),
            new DatasetInspection.Count("benign", "2X", 128, 10),
            new DatasetInspection.Count("benign", "4X", 128, 10),
            new DatasetInspection.Count("malignant", "1X", 104, 9),
            new DatasetInspection.Count("malignant", "2X", 104, 9),
            new DatasetInspection.Count("malignant", "4X", 104, 9));
  }

  @Test
  void warnsOfAFieldWhoseValuesAreSpelledInSeveralWays() {
    Dataset dataset =
        TestSamples.dataset(
            List.of(
                TestSamples.sample("a", "p", 0, "10X", Map.of("centre", "Lyon")),
                TestSamples.sample("b", "q", 1, "10X", Map.of("centre", "LYON"))));

    assertThat(DatasetInspection.of(dataset, new SampleField("centre")).warnings())
        .singleElement()
        .asString()
        .contains("The centre is spelled in several ways", "'LYON' and 'Lyon'");
    assertThat(DatasetInspection.of(dataset).warnings()).isEmpty();
  }

  @Test
  void findsUnreadableImagesAndPixelsUnderTwoNames() {
    List<Sample> samples = new ArrayList<>();
    samples.add(sample("a.png", "p1", 0, 1));
    samples.add(sample("b.png", "p2", 1, 2));
    samples.add(sample("broken.png", "p2", 1, -1));
    samples.add(sample("copy of a.png", "p3", 1, 1));
    samples.add(sample("hostile.png", "p3", 1, -2));
    List<Double> told = new ArrayList<>();
    DatasetVerification verification =
        DatasetVerification.of(
            TestSamples.dataset(samples),
            new ProgressListener() {
              @Override
              public void preparing(double fraction, String what) {
                told.add(fraction);
              }
            });

    assertThat(verification.sound()).isFalse();
    assertThat(verification.unreadable())
        .containsExactly(
            new DatasetVerification.Unreadable("broken.png", "broken.png is truncated."),
            new DatasetVerification.Unreadable("hostile.png", "index 7 out of bounds"));
    assertThat(verification.duplicates()).hasSize(1);
    DatasetVerification.Duplicates duplicates = verification.duplicates().get(0);
    assertThat(duplicates.samples()).containsExactly("a.png", "copy of a.png");
    assertThat(duplicates.patients()).containsExactly("p1", "p3");
    assertThat(duplicates.labels()).containsExactly("benign", "malignant");
    assertThat(told).isSorted().endsWith(1.0);
  }

  @Test
  void aPictureUnderTwoPatientsIsNotSoundAndEmptyGlassIs() {
    byte[] tissue = {1, 2, 3, 4, 5, 6};
    byte[] glass = {9, 8, 7, 9, 8, 7};
    assertThat(twice(tissue, "p1", "p2").sound()).isFalse();
    assertThat(twice(tissue, "p1", "p1").sound()).isTrue();
    assertThat(twice(glass, "p1", "p2").sound()).isTrue();
    assertThat(twice(glass, "p1", "p2").duplicates()).hasSize(1);
  }

  private static DatasetVerification twice(byte[] rgb, String one, String other) {
    List<Sample> samples =
        List.of(
            sample("a", one, 0, new RgbImage(2, 1, rgb)),
            sample("b", other, 0, new RgbImage(2, 1, rgb)));
    return DatasetVerification.of(TestSamples.dataset(samples), new ProgressListener() {});
  }

  @Test
  void imagesOfOtherShapeAreNoDuplicates() {
    Sample wide = sample("w", "p1", 0, pixels(4, 1));
    Sample high = sample("h", "p2", 1, pixels(1, 4));
    assertThat(
            DatasetVerification.of(
                    TestSamples.dataset(List.of(wide, high)), new ProgressListener() {})
                .duplicates())
        .isEmpty();
  }

  @Test
  void anImageWhoseRowsHaveOneColourEachShowsSomething() {
    RgbImage stripes = new RgbImage(1, 2, new byte[] {9, 8, 7, 7, 8, 9});
    RgbImage glass = new RgbImage(1, 2, new byte[] {9, 8, 7, 9, 8, 7});
    for (RgbImage image : List.of(stripes, glass)) {
      Dataset dataset =
          TestSamples.dataset(List.of(sample("a", "p1", 0, image), sample("b", "p2", 0, image)));
      assertThat(DatasetVerification.of(dataset, new ProgressListener() {}).sound())
          .isEqualTo(image == glass);
    }
  }

  @Test
  void anImageIsNeverHeldAsAWhole() {
    ImageSource rows =
        new ImageSource() {
          @Override
          public String key() {
            return "rows";
          }

          @Override
          public String description() {
            return "rows";
          }

          @Override
          public RgbImage read() {
            throw new AssertionError("read as a whole");
          }

          @Override
          public void readRows(ImageRows given) {
            given.size(2, 2);
            given.row(new byte[] {0, 1, 2, 3, 4, 5, 6}, 1);
            given.row(new byte[] {1, 2, 3, 4, 5, 6}, 0);
          }
        };
    Sample inRows = sample("rows", "p1", 0, pixels(2, 2)).withImage(rows);
    Sample whole =
        sample("w", "p2", 0, new RgbImage(2, 2, new byte[] {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6}));
    DatasetVerification verification =
        DatasetVerification.of(
            TestSamples.dataset(List.of(inRows, whole)), new ProgressListener() {});
    assertThat(verification.unreadable()).isEmpty();
    assertThat(verification.duplicates()).hasSize(1);
  }

  @Test
  void stopsWhenInterrupted() {
    Dataset dataset = TestSamples.regular(8, 2, "40X");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> DatasetVerification.of(dataset, new ProgressListener() {}))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private static RgbImage pixels(int width, int height) {
    return new RgbImage(width, height, new byte[width * height * 3]);
  }

  private static Sample sample(String id, String patient, int label, int content) {
    byte[] rgb = new byte[12];
    Arrays.fill(rgb, (byte) content);
    return sample(id, patient, label, content < 0 ? null : new RgbImage(2, 2, rgb), content);
  }

  private static Sample sample(String id, String patient, int label, RgbImage image) {
    return sample(id, patient, label, image, 0);
  }

  private static Sample sample(
      String id, String patient, int label, @Nullable RgbImage image, int content) {
    ImageSource source =
        new ImageSource() {
          @Override
          public String key() {
            return id;
          }

          @Override
          public String description() {
            return id;
          }

          @Override
          public RgbImage read() {
            if (image != null) {
              return image;
            }
            if (content == -1) {
              throw new DatasetException(id + " is truncated.");
            }
            throw new IndexOutOfBoundsException("index 7 out of bounds");
          }
        };
    return new Sample(
        id, source, label, patient, patient, "40X", OptionalDouble.empty(), null, Map.of());
  }
}
