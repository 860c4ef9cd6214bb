package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  @ParameterizedTest
  @CsvSource({
    "rnu, run",
    "TRANING, training",
    "test_patients, test-patients",
    "magnifcaton, magnification",
    "size, image-size",
    "klassifikation, classification"
  })
  void offersTheNameThatWasMeant(String written, String meant) {
    List<String> known =
        List.of(
            "classification", "image-size", "magnification", "run", "test-patients", "training");

    assertThat(DidYouMean.nearest(written, known)).contains(meant);
    assertThat(DidYouMean.question(written, known)).isEqualTo(" Did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({"ab, xy", "run, plan", "layer2, block2", "x, max"})
  void offersNothingThatIsTooFarAway(String written, String known) {
    assertThat(DidYouMean.nearest(written, List.of(known))).isEmpty();
    assertThat(DidYouMean.question(written, List.of(known))).isEmpty();
  }

  @Test
  void offersTheMostSimilarAndOfEquallySimilarOnesTheFirstByName() {
    assertThat(DidYouMean.nearest("layer", List.of("layer2", "layer1"))).contains("layer1");
    assertThat(DidYouMean.nearest("epoch", List.of("epochal", "epochs", "epoch")))
        .contains("epoch");
  }
}
