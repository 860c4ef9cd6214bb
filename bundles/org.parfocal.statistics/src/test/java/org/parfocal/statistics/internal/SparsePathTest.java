package org.parfocal.statistics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SparsePathTest {
  private static final double TOLERANCE = 1e-6;

  @Test
  void findsWhatFitsOfAllDimensionsFind() {
    // More dimensions than rows, correlated, so that dimensions come and go along the path.
    Random random = new Random(3);
    double[][] rows = new double[40][60];
    boolean[] positive = new boolean[40];
    for (int row = 0; row < 40; row++) {
      positive[row] = row % 3 == 0;
      double common = random.nextGaussian();
      for (int dimension = 0; dimension < 60; dimension++) {
        rows[row][dimension] =
            random.nextGaussian() + common + (dimension < 4 && positive[row] ? 1.5 : 0);
      }
    }
    SparsePath path = new SparsePath(rows, positive, TOLERANCE);
    BinaryProblem problem = new BinaryProblem(rows);
    double c = 1 / path.start();
    int most = 0;
    for (int step = 0; step < 8; step++) {
      double[] weights = path.fit(c);
      double[] expected = problem.fit(positive, Penalty.L1, c, TOLERANCE);
      int support = 0;
      for (int i = 0; i < weights.length; i++) {
        assertThat(weights[i]).isEqualTo(expected[i], within(1e-3));
        support += weights[i] != 0 ? 1 : 0;
      }
      assertThat(step > 0 || support == 1).as("only the intercept at the start").isTrue();
      most = Math.max(most, support);
      c *= 1.9;
    }
    assertThat(most).isGreaterThan(10);
  }
}
