package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.bwaldvogel.liblinear.Linear;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  private final LabelledRows two = Planted.rows(60, 5, 2, 1.5, 2, 6, 1);
  private final LabelledRows three = Planted.rows(90, 6, 3, 2, 3, 9, 2);

  @Test
  void findsTheSparseWeightsThatAnIndependentSolverFinds() {
    LinearModel model = LogisticRegression.l1(0.3).fit(two.rows(), two.labels(), 2);
    double[] expected =
        ProximalGradient.fit(two.rows(), LabelledRows.ofClass(two.labels(), 1), true, 0.3);
    assertSame(model, 0, expected);
    // Nothing would be sparse about weights that are all there, or all gone.
    assertThat(model.support()).isNotEmpty().hasSizeLessThan(5);
    for (int dimension = 0; dimension < 5; dimension++) {
      assertThat(model.support().contains(dimension)).isEqualTo(expected[dimension] != 0);
    }
  }

  @Test
  void findsTheSmallWeightsThatAnIndependentSolverFinds() {
    LinearModel model = LogisticRegression.l2(0.5).fit(two.rows(), two.labels(), 2);
    assertSame(
        model,
        0,
        ProximalGradient.fit(two.rows(), LabelledRows.ofClass(two.labels(), 1), false, 0.5));
  }

  @Test
  void fitsEachOfThreeClassesAgainstTheRest() {
    LinearModel model = LogisticRegression.l1(0.5).fit(three.rows(), three.labels(), 3);
    double[] logits = new double[3];
    for (int label = 0; label < 3; label++) {
      double[] expected =
          ProximalGradient.fit(
              three.rows(), LabelledRows.ofClass(three.labels(), label), true, 0.5);
      assertSame(model, label, expected);
      logits[label] = expected[6];
      for (int dimension = 0; dimension < 6; dimension++) {
        logits[label] += expected[dimension] * three.rows()[0][dimension];
      }
    }
    double sum = 0;
    for (double logit : logits) {
      sum += 1 / (1 + Math.exp(-logit));
    }
    double[] probabilities = model.probabilities(three.rows()[0]);
    for (int label = 0; label < 3; label++) {
      double expected = 1 / (1 + Math.exp(-logits[label])) / sum;
      assertThat(probabilities[label]).isEqualTo(expected, within(1e-3));
    }
  }

  private static void assertSame(LinearModel model, int line, double[] expected) {
    double[] weights = model.weights()[line];
    for (int dimension = 0; dimension < weights.length; dimension++) {
      assertThat(weights[dimension]).isEqualTo(expected[dimension], within(1e-3));
    }
    assertThat(model.intercepts()[line]).isEqualTo(expected[weights.length], within(1e-3));
  }

  @Test
  void doesNotCareWhichClassComesFirst() {
    int[] swapped = two.labels().clone();
    for (int row = 0; row < swapped.length; row++) {
      swapped[row] = 1 - swapped[row];
    }
    LinearModel model = LogisticRegression.l1(0.3).fit(two.rows(), two.labels(), 2);
    LinearModel other = LogisticRegression.l1(0.3).fit(two.rows(), swapped, 2);
    for (double[] row : two.rows()) {
      assertThat(model.probabilities(row)[1]).isEqualTo(other.probabilities(row)[0], within(1e-4));
    }
  }

  @Test
  void isTheSameEveryTime() {
    LinearModel model = LogisticRegression.l1(1).fit(three.rows(), three.labels(), 3);
    LinearModel again = LogisticRegression.l1(1).fit(three.rows(), three.labels(), 3);
    assertThat(again.weights()).isDeepEqualTo(model.weights());
    assertThat(again.intercepts()).isEqualTo(model.intercepts());
  }

  @Test
  void givesAClassWithoutRowsNoProbability() {
    LinearModel model = LogisticRegression.l2(1).fit(two.rows(), two.labels(), 3);
    double[] probabilities = model.probabilities(two.rows()[0]);
    assertThat(probabilities[2]).isZero();
    assertThat(probabilities[0] + probabilities[1]).isEqualTo(1, within(1e-12));
  }

  @Test
  void refusesOneClassAndRowsOfAnotherLength() {
    LogisticRegression regression = LogisticRegression.l2(1);
    assertThatThrownBy(() -> regression.fit(two.rows(), new int[60], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two classes");
    LinearModel model = regression.fit(two.rows(), two.labels(), 2);
    assertThatThrownBy(() -> model.probabilities(new double[4]))
        .hasMessage("a row of 4 dimensions, for a model of 5");
    assertThatThrownBy(() -> LogisticRegression.l1(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void printsNothing() throws ReflectiveOperationException {
    LogisticRegression.l1(1).fit(two.rows(), two.labels(), 2);
    Field output = Linear.class.getDeclaredField("DEBUG_OUTPUT");
    output.setAccessible(true);
    assertThat(output.get(null)).isNull();
  }
}
