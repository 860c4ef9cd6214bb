package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
  private final int[] labels = {0, 3, 0, 1, 0, 1, 0, 0, 0};

  @Test
  void givesEveryClassThatOccursTheSameSum() {
    double[] weights = ClassWeights.balanced(labels, 4);

    // 9 rows of 3 classes: each class sums to 3.
    assertThat(weights).containsExactly(new double[] {0.5, 1.5, 1, 3}, within(1e-12));
    assertThat(IntStream.of(labels).mapToDouble(label -> weights[label]).average())
        .hasValueCloseTo(1.0, within(1e-12));
  }

  @Test
  void weighsAClassThatDoesNotOccurOne() {
    assertThat(ClassWeights.balanced(labels, 5)[2]).isEqualTo(1);
    assertThat(ClassWeights.balanced(new int[0], 2)).containsExactly(1, 1);
  }

  @Test
  void givesEveryRowTheSameWeight() {
    assertThat(ClassWeights.equal(3)).containsExactly(1, 1, 1);
  }
}
