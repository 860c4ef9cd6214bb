package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionThresholdTest {
  @Test
  void takesOneHalfWhereItIsAsGoodAsAnyOther() {
    assertThat(chosen(new double[] {0.1, 0.4}, new double[] {0.6, 0.9})).isEqualTo(0.5);
    assertThat(chosen(new double[] {0.1, 0.4}, new double[] {0.5})).isEqualTo(0.5);
  }

  @Test
  void takesTheMiddleBetweenTheClasses() {
    assertThat(chosen(new double[] {0.1, 0.6}, new double[] {0.8, 0.9}))
        .isEqualTo(0.7, within(1e-12));
    assertThat(chosen(new double[] {0, 0.1}, new double[] {0.2, 1})).isEqualTo(0.15, within(1e-12));
  }

  @Test
  void resolvesTiesTowardsOneHalf() {
    // Above 0.1 and above 0.45 are equally good: (1 + ½)/2 and (½ + 1)/2.
    assertThat(chosen(new double[] {0.1, 0.45}, new double[] {0.2, 0.48}))
        .isEqualTo(0.465, within(1e-12));
    // Nothing is better than chance: one half.
    assertThat(chosen(new double[] {0.3}, new double[] {0.3})).isEqualTo(0.5);
    assertThat(chosen(new double[] {1}, new double[] {0})).isEqualTo(0.5);
  }

  @Test
  void staysAtOneHalfWithoutTwoClasses() {
    DecisionThreshold none = DecisionThreshold.chosenOn(List.of());
    assertThat(none.value()).isEqualTo(0.5);
    assertThat(none.chosen()).isFalse();
    assertThat(none.note()).isEqualTo("threshold 0.5 (no validation images)");
    DecisionThreshold one =
        DecisionThreshold.chosenOn(predictions(new double[0], new double[] {0.2}));
    assertThat(one.value()).isEqualTo(0.5);
    assertThat(one.note()).isEqualTo("threshold 0.5 (validation images of one class)");
  }

  @Test
  void isAsGoodAsTheBestOfAllThresholds() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      double[] negatives = random.doubles(1 + random.nextInt(6)).map(this::coarse).toArray();
      double[] positives = random.doubles(1 + random.nextInt(6)).map(this::coarse).toArray();
      double best = 0.5;
      for (double threshold = 0; threshold < 1.03; threshold += 0.025) {
        best = Math.max(best, balanced(negatives, positives, threshold));
      }
      double threshold = chosen(negatives, positives);
      if (best > 0.5 + 1e-9) {
        assertThat(balanced(negatives, positives, threshold)).isEqualTo(best, within(1e-12));
      } else {
        assertThat(threshold).isEqualTo(0.5);
      }
    }
  }

  private double coarse(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static double balanced(double[] negatives, double[] positives, double threshold) {
    double specificity = 0;
    for (double p : negatives) {
      specificity += p < threshold ? 1.0 / negatives.length : 0;
    }
    double sensitivity = 0;
    for (double p : positives) {
      sensitivity += p >= threshold ? 1.0 / positives.length : 0;
    }
    return (specificity + sensitivity) / 2;
  }

  private static double chosen(double[] negatives, double[] positives) {
    return DecisionThreshold.chosenOn(predictions(negatives, positives)).value();
  }

  private static List<Prediction> predictions(double[] negatives, double[] positives) {
    List<Prediction> predictions = new ArrayList<>();
    for (double p : negatives) {
      predictions.add(prediction(predictions.size(), 0, p));
    }
    for (double p : positives) {
      predictions.add(prediction(predictions.size(), 1, p));
    }
    return predictions;
  }

  private static Prediction prediction(int number, int label, double p) {
    return new Prediction("f", "s" + number, "p", "40X", Part.VALIDATION, label, List.of(1 - p, p));
  }
}
