package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FoldTest {
  @Test
  void keepsThePartsItIsGiven() {
    Fold fold =
        new Fold(
            "200X",
            "200X",
            List.of(sample("a", "p1")),
            List.of(sample("b", "p2")),
            List.of(sample("c", "p3")),
            List.of(sample("d", "p3")));

    assertThat(fold.part(Part.TRAINING)).extracting(Sample::id).containsExactly("a");
    assertThat(fold.part(Part.VALIDATION)).extracting(Sample::id).containsExactly("b");
    assertThat(fold.part(Part.TEST)).extracting(Sample::id).containsExactly("c");
    assertThat(fold.part(Part.SEEN)).extracting(Sample::id).containsExactly("d");
  }

  @Test
  void cannotHaveAPatientInTrainingAndTest() {
    assertThatThrownBy(
            () ->
                new Fold(
                    "200X",
                    "200X",
                    List.of(sample("a", "14-13412")),
                    List.of(),
                    List.of(sample("b", "14-13412")),
                    List.of()))
        .isInstanceOf(PatientOverlapException.class)
        .hasMessageContaining("Fold 200X")
        .hasMessageContaining("training")
        .hasMessageContaining("test")
        .hasMessageContaining("14-13412");
  }

  @Test
  void cannotHaveAPatientInValidationAndSeen() {
    assertThatThrownBy(
            () ->
                new Fold(
                    "f",
                    "f",
                    List.of(sample("a", "p1")),
                    List.of(sample("b", "p2")),
                    List.of(sample("c", "p3")),
                    List.of(sample("d", "p2"))))
        .isInstanceOf(PatientOverlapException.class)
        .hasMessageContaining("validation")
        .hasMessageContaining("seen");
  }

  @Test
  void ordersMagnificationsByTheirNumber() {
    assertThat(List.of("400X", "40X", "overview", "100X").stream().sorted(SampleField.ORDER))
        .containsExactly("40X", "100X", "400X", "overview");
  }

  private static Sample sample(String id, String patient) {
    ImageSource image =
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
            return new RgbImage(1, 1, new byte[3]);
          }
        };
    return new Sample(
        id, image, 0, patient, patient, "200X", OptionalDouble.empty(), null, Map.of());
  }
}
