package org.parfocal.model.smse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Sample;

class SeparationTest {
  @Test
  void isTheRootMeanSquareDistanceOfAllPairsOfTwoMagnifications() {
    List<Sample> samples = Planted.cohort("p", 5, 3, "40X", "100X", "400X");
    Random random = new Random(7);
    float[] rows = new float[samples.size() * 2];
    for (int index = 0; index < rows.length; index++) {
      rows[index] = (float) random.nextGaussian() + samples.get(index / 2).label();
    }

    Separation separation = Separation.of(samples, rows, 2);

    assertThat(separation.same()).isCloseTo(naive(samples, rows, true), within(1e-9));
    assertThat(separation.other()).isCloseTo(naive(samples, rows, false), within(1e-9));
    assertThat(separation.numbers())
        .containsOnlyKeys("same-class-distance", "other-class-distance", "separation")
        .containsEntry("separation", separation.other() / separation.same());
  }

  @Test
  void saysNothingOfOneMagnificationOrOneClass() {
    List<Sample> samples = Planted.cohort("p", 4, 2, "40X");
    List<Sample> oneClass = Planted.cohort("p", 1, 2, "40X", "100X");

    assertThat(Separation.of(samples, new float[16], 2).numbers()).isEmpty();
    assertThat(Separation.of(oneClass, new float[] {1, 2, 3, 4}, 1).numbers()).isEmpty();
  }

  private static double naive(List<Sample> samples, float[] rows, boolean oneClass) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < samples.size(); i++) {
      for (int j = 0; j < i; j++) {
        Sample first = samples.get(i);
        Sample second = samples.get(j);
        if ((first.label() == second.label()) == oneClass
            && !Objects.equals(first.magnification(), second.magnification())) {
          sum +=
              Math.pow((double) rows[2 * i] - rows[2 * j], 2)
                  + Math.pow((double) rows[2 * i + 1] - rows[2 * j + 1], 2);
          pairs++;
        }
      }
    }
    return Math.sqrt(sum / pairs);
  }
}
