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

  /** Of few patients with many rows pairs of patients are counted once; of many, rows each time. */
  @Test
  void weighsFewOwnersOfManyRowsAsCountingTheirRowsDoes() {
    Random random = new Random(3);
    for (int round = 0; round < 40; round++) {
      int rows = 60;
      int owners = round % 2 == 0 ? 4 : 20;
      int[] owner = random.ints(rows, 0, owners).toArray();
      int[] label = random.ints(rows, 0, 2).toArray();
      double[] score = random.doubles(rows).map(one -> Math.round(8 * one) / 8.0).toArray();
      int[] weights = random.ints(owners, 0, 3).toArray();
      double won = 0;
      double pairs = 0;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < rows; j++) {
          if (label[i] == 1 && label[j] == 0) {
            double weight = weights[owner[i]] * weights[owner[j]];
            pairs += weight;
            won += weight * (score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0);
          }
        }
      }
      RocArea area = new RocArea(new double[][] {score, score}, label, owner);
      assertThat(area.value(weights)).isEqualTo(won / pairs);
    }
  }
}
