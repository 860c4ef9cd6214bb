package org.parfocal.metric.calibration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinsTest {
  @Test
  void cutsSortedProbabilitiesAtEqualRanks() {
    double[] probabilities = {0.9, 0.1, 0.4, 0.3, 0.8, 0.2};
    assertThat(Bins.equalMass(probabilities, 3).of()).containsExactly(2, 0, 1, 1, 2, 0);
    assertThat(Bins.equalMass(probabilities, 3).note()).isEqualTo("3 bins");
  }

  @Test
  void fillsBinsWithNumbersThatDifferByOneAtMost() {
    Random random = new Random(2);
    for (int images = 15; images < 80; images++) {
      int[] filled = new int[15];
      for (int bin : Bins.equalMass(random.doubles(images).toArray(), 15).of()) {
        filled[bin]++;
      }
      assertThat(filled).contains(images / 15);
      assertThat(
              Arrays.stream(filled).max().orElseThrow() - Arrays.stream(filled).min().orElseThrow())
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void keepsEqualProbabilitiesInOneBin() {
    // Ranks 1 to 5 of 8 are tied; their middle, 3.5, lies in the second quarter.
    double[] probabilities = {0.5, 0.1, 0.5, 0.7, 0.5, 0.9, 0.5, 0.5};
    assertThat(Bins.equalMass(probabilities, 4).of()).containsExactly(1, 0, 1, 3, 1, 3, 1, 1);
    assertThat(Bins.equalMass(probabilities, 4).note()).isEqualTo("3 of 4 bins hold images");
    assertThat(Bins.equalMass(new double[] {0.5, 0.5, 0.5}, 15).of()).containsExactly(7, 7, 7);
  }

  @Test
  void spreadsFewerImagesThanBins() {
    assertThat(Bins.equalMass(new double[] {0.2, 0.1}, 4).of()).containsExactly(3, 1);
    assertThat(Bins.equalMass(new double[0], 4).of()).isEmpty();
  }

  @Test
  void makesBinsOfEqualWidthThatHoldTheirLowerEdge() {
    for (int count = 1; count < 100; count++) {
      for (int bin = 0; bin < count; bin++) {
        double edge = (double) bin / count;
        double[] near = {edge, Math.nextUp(edge), Math.nextDown((bin + 1.0) / count)};
        assertThat(Bins.equalWidth(near, count).of()).containsExactly(bin, bin, bin);
      }
      assertThat(Bins.equalWidth(new double[] {1}, count).of()).containsExactly(count - 1);
    }
  }
}
