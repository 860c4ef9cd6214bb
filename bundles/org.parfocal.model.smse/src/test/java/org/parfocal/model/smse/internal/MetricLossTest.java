package org.parfocal.model.smse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricLossTest {
  private static final int WIDTH = 3;

  @Test
  void isTheContrastiveLossOfPairs() {
    int[] labels = new int[80];
    float[] rows = random(labels, 2);
    double sum = 0;
    long active = 0;
    long same = 0;
    for (int pair = 0; pair < 40; pair++) {
      double distance = Math.sqrt(square(rows, 2 * pair, 2 * pair + 1));
      double t = labels[2 * pair] == labels[2 * pair + 1] ? 1 : 0;
      double margin = Math.max(0, 1.5 - distance);
      double loss = 0.5 * (t * distance * distance + (1 - t) * margin * margin);
      sum += loss;
      active += loss > 0 ? 1 : 0;
      same += (long) t;
    }

    MetricLoss.Value value = evaluate(new PairLoss(1.5), rows, labels, 0.7);

    assertThat(value.loss()).isCloseTo(0.7 * sum / 40, within(1e-9));
    assertThat(value.counts())
        .isEqualTo(Map.of("pairs", 40L, "same-class-pairs", same, "active-pairs", active));
    assertThat(active).isGreaterThan(same).isLessThan(40);
  }

  @Test
  void isTheTripletLossOfSquaredDistances() {
    int[] labels = new int[120];
    float[] rows = random(labels, 3);
    double sum = 0;
    long active = 0;
    for (int triplet = 0; triplet < 40; triplet++) {
      int anchor = 3 * triplet;
      double loss =
          Math.max(0, square(rows, anchor, anchor + 1) - square(rows, anchor, anchor + 2) + 0.5);
      sum += loss;
      active += loss > 0 ? 1 : 0;
    }

    MetricLoss.Value value = evaluate(new TripletLoss(0.5), rows, labels, 0.7);

    assertThat(value.loss()).isCloseTo(0.7 * sum / 40, within(1e-9));
    assertThat(value.counts()).isEqualTo(Map.of("triplets", 40L, "active-triplets", active));
    assertThat(active).isBetween(10L, 30L);
  }

  @Test
  void hasAGradientWhereImagesCoincide() {
    float[] rows = {1, 2, 3, 1, 2, 3};
    double[] gradient = new double[6];

    MetricLoss.Value other = new PairLoss(1).evaluate(rows, WIDTH, new int[] {0, 1}, 1, gradient);
    MetricLoss.Value same = new PairLoss(1).evaluate(rows, WIDTH, new int[] {1, 1}, 1, gradient);

    assertThat(other.loss()).isEqualTo(0.5);
    assertThat(same.loss()).isZero();
    assertThat(gradient).containsOnly(0);
  }

  @Test
  void doesNotHideWhatIsNotANumber() {
    float[] rows = {Float.NaN, 2, 3, 1, 2, 3, 4, 5, 6};

    assertThat(evaluate(new TripletLoss(1), rows, new int[] {0, 0, 1}, 1).loss()).isNaN();
    assertThat(evaluate(new PairLoss(1), rows, new int[] {0, 1}, 1).loss()).isNaN();
  }

  private static MetricLoss.Value evaluate(
      MetricLoss loss, float[] rows, int[] labels, double weight) {
    return loss.evaluate(rows, WIDTH, labels, weight, new double[rows.length]);
  }

  private static double square(float[] rows, int x, int y) {
    double sum = 0;
    for (int k = 0; k < WIDTH; k++) {
      sum += Math.pow((double) rows[x * WIDTH + k] - rows[y * WIDTH + k], 2);
    }
    return sum;
  }

  /** Anchors of both classes, whose second is of a random class in pairs, of theirs in triplets. */
  private static float[] random(int[] labels, int groupSize) {
    Random random = new Random(7);
    for (int row = 0; row < labels.length; row++) {
      labels[row] =
          row % groupSize == 0 || groupSize == 2
              ? random.nextInt(2)
              : row % groupSize == 1 ? labels[row - 1] : 1 - labels[row - 2];
    }
    float[] rows = new float[labels.length * WIDTH];
    for (int index = 0; index < rows.length; index++) {
      rows[index] = (float) (0.7 * random.nextGaussian());
    }
    return rows;
  }
}
