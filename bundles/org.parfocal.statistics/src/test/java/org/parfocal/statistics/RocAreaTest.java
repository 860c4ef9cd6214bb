package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RocAreaTest {
  @Test
  void countsPairs() {
    Random random = new Random(1);
    for (int round = 0; round < 100; round++) {
      double[] scores = new double[20];
      boolean[] positive = new boolean[20];
      for (int row = 0; row < 20; row++) {
        scores[row] = random.nextInt(6);
        positive[row] = random.nextInt(4) == 0;
      }
      double won = 0;
      int pairs = 0;
      for (int i = 0; i < 20; i++) {
        for (int j = 0; j < 20; j++) {
          if (positive[i] && !positive[j]) {
            pairs++;
            won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          }
        }
      }
      int[] labels = IntStream.range(0, 20).map(row -> positive[row] ? 1 : 0).toArray();
      double[][] probabilities =
          Arrays.stream(scores)
              .mapToObj(score -> new double[] {6 - score, score})
              .toArray(double[][]::new);
      assertThat(RocArea.of(probabilities, labels, 2))
          .isEqualTo(pairs == 0 ? Double.NaN : won / pairs, within(1e-12));
    }
  }

  @Test
  void isTheMeanOverTheClassesThatOccur() {
    // Class 0: 0.5 against 0.6 and 0.3 → 1 of 2. Class 1: 0.2 and 0.4 against 0.3 → 1 of 2.
    double[][] probabilities = {{0.5, 0.3, 0.2}, {0.6, 0.2, 0.2}, {0.3, 0.4, 0.3}};
    assertThat(RocArea.of(probabilities, new int[] {0, 1, 1}, 3)).isEqualTo(0.5);
    assertThat(RocArea.of(new double[][] {{0.1, 0.9}, {0.8, 0.2}}, new int[] {1, 0}, 2)).isOne();
    assertThat(RocArea.of(probabilities, new int[] {1, 1, 1}, 3)).isNaN();
  }
}
