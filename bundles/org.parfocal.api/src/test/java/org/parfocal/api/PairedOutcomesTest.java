package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedOutcomesTest {
  private final Outcome first = outcome(13, "ruth", "anna");
  private final Outcome second = outcome(42, "ruth");
  private final Outcome other = outcome(42, "zoe", "berta");

  @Test
  void holdsTheSeedsThatBothHaveFinishedInTheirOrder() {
    Outcome another = outcome(42, "ruth");

    assertThat(PairedOutcomes.of(List.of(second, first, another), List.of(other)))
        .contains(new PairedOutcomes(List.of(second, another), List.of(other)));
  }

  @Test
  void isEmptyWhereNoSeedIsShared() {
    assertThat(PairedOutcomes.of(List.of(first), List.of(other))).isEmpty();
    assertThat(PairedOutcomes.of(List.of(first), List.of())).isEmpty();
  }

  @Test
  void namesTheTestPatientsOfBothOnce() {
    assertThat(new PairedOutcomes(List.of(first, second), List.of(other)).testPatients())
        .containsExactly("anna", "berta", "ruth", "zoe");
    assertThat(PairedOutcomes.testPatients(List.of(first, second))).containsExactly("anna", "ruth");
  }

  /** Each patient has a test sample; another patient has one of the validation. */
  private static Outcome outcome(long seed, String... patients) {
    List<Prediction> predictions = new ArrayList<>();
    predictions.add(prediction("validated", Part.VALIDATION));
    for (String patient : patients) {
      predictions.add(prediction(patient, Part.TEST));
    }
    return new Outcome("variant", "fold", seed, List.of("benign", "malignant"), predictions);
  }

  private static Prediction prediction(String patient, Part part) {
    return new Prediction("fold", patient + "/1", patient, null, part, 0, List.of(0.6, 0.4));
  }
}
