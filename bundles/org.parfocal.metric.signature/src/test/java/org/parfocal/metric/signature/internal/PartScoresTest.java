package org.parfocal.metric.signature.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Part;
import org.parfocal.api.Score;

class PartScoresTest {
  private static final List<String> TWO = List.of("benign", "malignant");

  @Test
  void scoresTwoClasses() {
    // Examples of scikit-learn: AUC of 0.1 0.4 0.35 0.8 for labels 0 0 1 1 is 0.75.
    double[][] probabilities = {{0.9, 0.1}, {0.6, 0.4}, {0.65, 0.35}, {0.2, 0.8}};
    List<Score> scores = new PartScores(TWO, new int[] {0, 0, 1, 1}, probabilities).of(Part.TEST);
    assertThat(scores)
        .extracting(Score::metric)
        .containsExactly("signature-auc", "signature-brier", "signature-f1");
    assertThat(scores.get(0).value()).isEqualTo(0.75);
    double brier = (0.01 + 0.16 + 0.65 * 0.65 + 0.04) / 4;
    assertThat(scores.get(1).value()).isEqualTo(brier, within(1e-12));
    // One of two found, nothing taken for it wrongly.
    assertThat(scores.get(2).value()).isEqualTo(2.0 / 3, within(1e-12));
    assertThat(scores).allMatch(score -> score.part() == Part.TEST);
  }

  @Test
  void countsOneHalfAsPositive() {
    double[][] probabilities = {{0.5, 0.5}, {0.6, 0.4}};
    assertThat(new PartScores(TWO, new int[] {1, 0}, probabilities).of(Part.TEST).get(2).value())
        .isOne();
  }

  @Test
  void scoresThreeClasses() {
    double[][] probabilities = {{0.5, 0.3, 0.2}, {0.6, 0.2, 0.2}, {0.3, 0.4, 0.3}};
    List<Score> scores =
        new PartScores(List.of("a", "b", "c"), new int[] {0, 1, 1}, probabilities).of(Part.SEEN);
    assertThat(scores.get(0).value()).isEqualTo(0.5);
    double brier = (0.25 + 0.09 + 0.04 + 0.36 + 0.64 + 0.04 + 0.09 + 0.36 + 0.09) / 3;
    assertThat(scores.get(1).value()).isEqualTo(brier, within(1e-12));
    // Decided 0, 0, 1: F1 of a 2/3, of b 2/3; c does not occur.
    assertThat(scores.get(2).value()).isEqualTo(2.0 / 3, within(1e-12));
  }

  @Test
  void saysWhatIsMissing() {
    List<Score> benign =
        new PartScores(TWO, new int[] {0, 0}, new double[][] {{1, 0}, {0.7, 0.3}}).of(Part.TEST);
    assertThat(benign.get(0).note()).isEqualTo("all images are benign");
    assertThat(benign.get(1).value()).isEqualTo(0.045, within(1e-12));
    assertThat(benign.get(2).value()).isNaN();
    assertThat(benign.get(2).note()).isEqualTo("no image is malignant, nor taken for it");
  }
}
