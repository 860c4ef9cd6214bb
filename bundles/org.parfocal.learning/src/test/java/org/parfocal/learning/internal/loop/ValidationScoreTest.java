package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ValidationScoreTest {
  @Test
  void countsEveryPairForTheAuc() {
    Random random = new Random(4);
    int[] labels = new int[60];
    float[] probabilities = new float[120];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextInt(4) == 0 ? 1 : 0;
      float p = (random.nextInt(9) + labels[row]) / 10f; // many ties
      probabilities[2 * row] = 1 - p;
      probabilities[2 * row + 1] = p;
    }
    double wins = 0;
    double pairs = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          pairs++;
          float difference = probabilities[2 * i + 1] - probabilities[2 * j + 1];
          wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
        }
      }
    }

    assertThat(ValidationScore.of(probabilities, labels, 2).auc())
        .isCloseTo(wins / pairs, within(1e-12));
  }

  @Test
  void computesASmallCaseAsByHand() {
    float[] probabilities = {0.75f, 0.25f, 0.5f, 0.5f, 0.25f, 0.75f, 0.75f, 0.25f};
    ValidationScore score = ValidationScore.of(probabilities, new int[] {0, 0, 1, 1}, 2);

    // Positives 0.75 and 0.25, negatives 0.25 and 0.5: two wins, one tie, one loss.
    assertThat(score.auc()).isEqualTo(2.5 / 4);
    assertThat(score.loss())
        .isCloseTo(
            -(Math.log(0.75) + Math.log(0.5) + Math.log(0.75) + Math.log(0.25)) / 4, within(1e-12));
    // Equal probabilities go to the first class: recalls 2/2 and 1/2.
    assertThat(score.balancedAccuracy()).isEqualTo(0.75);
  }

  @Test
  void averagesOneAgainstTheRest() {
    float[] probabilities = {0.8f, 0.1f, 0.1f, 0.3f, 0.6f, 0.1f, 0.4f, 0.5f, 0.1f};

    // Class 2 does not occur; class 0: one win, one tie-free loss; class 1 likewise.
    ValidationScore score = ValidationScore.of(probabilities, new int[] {0, 1, 0}, 3);

    assertThat(score.auc()).isEqualTo((1 + 1) / 2.0);
  }

  @Test
  void hasNoAucForOneClass() {
    assertThat(ValidationScore.of(new float[] {0.5f, 0.5f}, new int[] {1}, 2).auc()).isNaN();
  }

  @Test
  void isNotFiniteWhereProbabilitiesAreNot() {
    ValidationScore score =
        ValidationScore.of(new float[] {Float.NaN, Float.NaN, 0.5f, 0.5f}, new int[] {0, 1}, 2);

    assertThat(score.loss()).isNaN();
  }
}
