package org.parfocal.dataset.synthetic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.Sample;

class SyntheticReaderTest {
  @Test
  void listsEveryPatientPlaceAndMagnification() {
    Dataset dataset = new TestOptions().reader().read();

    assertThat(dataset.samples()).hasSize(60 * 2 * 4);
    assertThat(dataset.classes()).containsExactly("benign", "malignant");
    assertThat(dataset.magnifications()).containsExactly("40X", "100X", "200X", "400X");
    assertThat(patients(dataset)).hasSize(60);
    assertThat(patients(dataset).values()).filteredOn(label -> label == 1).hasSize(30);
  }

  @Test
  void placesHoldOneSampleOfEachMagnificationAndPixelSizesAreKnown() {
    Dataset dataset = new TestOptions().reader().read();

    Map<String, List<Sample>> places =
        dataset.samples().stream().collect(Collectors.groupingBy(sample -> sample.place() + ""));
    assertThat(places).hasSize(120);
    assertThat(places.values())
        .allSatisfy(
            pyramid -> {
              assertThat(pyramid)
                  .extracting(sample -> sample.micronsPerPixel().orElseThrow())
                  .containsExactly(3.2, 1.6, 0.8, 0.4);
              assertThat(pyramid)
                  .extracting(Sample::patient)
                  .containsOnly(pyramid.get(0).patient());
            });
  }

  @Test
  void namesSamplesAsBreakhisDoes() {
    Sample sample = new TestOptions().reader().read().samples().get(1);

    assertThat(sample.attributes())
        .containsEntry(
            "breakhis-path",
            "BreaKHis_v1/histology_slides/breast/benign/SOB/fibroadenoma/SOB_B_F_00-1001/100X/"
                + "SOB_B_F-00-1001-100-001.png")
        .containsEntry("subtype", "F")
        .containsEntry("seq", "001")
        .containsEntry("grade", "0")
        .containsKeys("severity", "cellularity");
  }

  @Test
  void keepsTheShareOfMalignantPatients() {
    Dataset dataset =
        new TestOptions().set("patients", 10).set("malignant_share", 0.3).reader().read();

    assertThat(patients(dataset).values()).filteredOn(label -> label == 1).hasSize(3);
  }

  @Test
  void manifestAndKeysChangeWithWhateverChangesPixels() {
    Dataset one = new TestOptions().reader().read();

    assertThat(new TestOptions().reader().read().manifest()).isEqualTo(one.manifest());
    for (TestOptions other :
        List.of(
            new TestOptions().set("seed", 14L),
            new TestOptions().set("overlap", 0.36),
            new TestOptions().set("stain_shift", 0.9),
            new TestOptions().set("image_size", 97),
            new TestOptions().set("microns_per_pixel", new double[] {4, 1.6, 0.8, 0.5}))) {
      Dataset changed = other.reader().read();
      assertThat(changed.manifest()).isNotEqualTo(one.manifest());
      assertThat(changed.samples().get(3).image().key())
          .isNotEqualTo(one.samples().get(3).image().key());
    }
  }

  @Test
  void refusesListsThatAreNotParallel() {
    TestOptions options =
        new TestOptions()
            .set("magnifications", new String[] {"40X", "400X"})
            .set("microns_per_pixel", new double[] {4, 1.6, 0.4})
            .set("numerical_apertures", new double[] {0.1, 0.65});

    assertThatThrownBy(options::reader)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "dataset.microns-per-pixel has 3 values for 2 magnifications; give one for each of"
                + " [40X, 400X].");
  }

  @Test
  void tellsAllProblemsAtOnce() {
    TestOptions options =
        new TestOptions()
            .set("patients", 100_000)
            .set("places", 10)
            .set("image_width", 5)
            .set("magnifications", new String[] {"40X", "40X", "200X"});

    assertThatThrownBy(options::reader)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            problem ->
                assertThat(problem.problems())
                    .hasSize(5)
                    .anyMatch(line -> line.contains("dataset.magnifications must be different"))
                    .anyMatch(line -> line.contains("makes 3000000 images"))
                    .anyMatch(line -> line.contains("would have 5 × 96 pixels"))
                    .anyMatch(line -> line.contains("has 4 values for 3 magnifications")));
  }

  @Test
  void refusesMoreTissueThanMemoryHolds() {
    TestOptions options =
        new TestOptions()
            .set("image_size", 4096)
            .set("microns_per_pixel", new double[] {20, 1.6, 0.8, 0.4});

    assertThatThrownBy(options::reader)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("81920 µm");
  }

  private static Map<String, Integer> patients(Dataset dataset) {
    return dataset.samples().stream()
        .collect(Collectors.toMap(Sample::patient, Sample::label, (a, b) -> a));
  }
}
