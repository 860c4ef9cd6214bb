package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What no reader can give: one patient, class or magnification under two names. */
class DatasetTest {
  private static final List<String> CLASSES = List.of("benign", "malignant");
  private static final SampleField CENTRE = new SampleField("centre");

  @Test
  void refusesOnePatientInTwoSpellings() {
    assertThatThrownBy(() -> dataset(Set.of(), sample("P07", "10X"), sample("p7", "10X")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(
            "The patient is spelled in several ways in data set tiny: 'P07' and 'p7'");
    assertThat(dataset(Set.of("p7"), sample("P07", "10X"), sample("p7", "10X")).samples())
        .hasSize(2);
  }

  @Test
  void refusesOneMagnificationOrClassInTwoSpellings() {
    assertThatThrownBy(() -> dataset(Set.of(), sample("p", "20X"), sample("q", "20.0")))
        .hasMessageContaining("The magnification is spelled in several ways")
        .hasMessageContaining("'20.0' and '20X'");
    assertThatThrownBy(
            () ->
                new Dataset(
                    "tiny",
                    List.of("Benign", "benign"),
                    List.of(sample("p", "20X")),
                    "m",
                    "",
                    List.of()))
        .hasMessageContaining("The class is spelled in several ways");
  }

  @Test
  void refusesWordsForMissing() {
    assertThatThrownBy(() -> dataset(Set.of(), sample("nan", "10X"), sample("q", "10X")))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(
            "The patient of images of data set tiny is 'nan', a word for a missing");
    assertThatThrownBy(() -> dataset(Set.of(), sample("p", "N/A")))
        .hasMessageContaining("The magnification of images");
    assertThat(dataset(Set.of("nan"), sample("nan", "10X")).samples()).hasSize(1);
  }

  @Test
  void tellsFaultsOfAFieldThatAProtocolMayVary() {
    Dataset dataset =
        dataset(
            Set.of(),
            sample("p", null, "Lyon"),
            sample("q", null, "lyon"),
            sample("r", null, "NA"));

    assertThat(dataset.fault(CENTRE))
        .hasValueSatisfying(
            fault -> assertThat(fault).contains("The centre is spelled", "'Lyon' and 'lyon'"));
    assertThat(dataset.with(dataset.samples().subList(1, 3)).fault(CENTRE))
        .hasValueSatisfying(fault -> assertThat(fault).contains("'NA', a word for a missing"));
    assertThat(dataset.with(dataset.samples().subList(0, 1)).fault(CENTRE)).isEmpty();
  }

  @Test
  void tellsOnceOfSlidesOfSeveralPatients() {
    Dataset dataset = dataset(Set.of(), sample("p", null), sample("q", null));

    assertThat(dataset.warnings())
        .singleElement()
        .asString()
        .startsWith("1 slides hold tissue of several patients")
        .contains("'s' of 'p' and 'q'");
    assertThat(dataset.with(dataset.samples()).warnings()).isEqualTo(dataset.warnings());
  }

  private static Dataset dataset(Set<String> asWritten, Sample... samples) {
    List<Sample> numbered = new ArrayList<>();
    for (Sample sample : samples) {
      numbered.add(
          new Sample(
              "i" + numbered.size(),
              sample.image(),
              0,
              sample.patient(),
              "s",
              sample.magnification(),
              OptionalDouble.empty(),
              null,
              sample.attributes()));
    }
    return new Dataset("tiny", CLASSES, numbered, "m", "", List.of(), asWritten);
  }

  private static Sample sample(String patient, @Nullable String magnification) {
    return sample(patient, magnification, "Lyon");
  }

  private static Sample sample(String patient, @Nullable String magnification, String centre) {
    return new Sample(
        "i",
        new NoImage(),
        0,
        patient,
        "s",
        magnification,
        OptionalDouble.empty(),
        null,
        Map.of("centre", centre));
  }

  private record NoImage() implements ImageSource {
    @Override
    public String key() {
      return "";
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public RgbImage read() {
      throw new IllegalStateException("nothing is decoded");
    }
  }
}
