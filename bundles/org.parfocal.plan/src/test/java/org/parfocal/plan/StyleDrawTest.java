package org.parfocal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleDrawTest {
  /** Mean ½ and variance 1/(4(2α + 1)) of Beta(α, α). */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.3, 1})
  void sharesAreOfTheBetaDistribution(double alpha) {
    SplittableRandom random = new SplittableRandom(4);
    double[] shares =
        IntStream.range(0, 50_000).mapToDouble(draw -> StyleDraw.beta(random, alpha)).toArray();

    double mean = Arrays.stream(shares).average().orElseThrow();
    double variance =
        Arrays.stream(shares).map(share -> (share - mean) * (share - mean)).average().orElseThrow();
    assertThat(mean).isCloseTo(0.5, within(0.01));
    assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.003));
  }
}
