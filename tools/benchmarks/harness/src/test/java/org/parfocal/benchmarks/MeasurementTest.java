package org.parfocal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final double ROUNDING = 1e-12;

  private static Measurement measured(double[]... rounds) {
    return new Measurement(Peer.of("libtorch"), List.of(rounds), 0);
  }

  @Test
  void aStepIsTheMedianRoundsMeanStep() {
    Measurement measurement =
        measured(new double[] {1, 3}, new double[] {100}, new double[] {4, 4, 4});

    assertThat(measurement.step()).isCloseTo(4, within(ROUNDING));
    assertThat(measurement.steps().at(1)).isEqualTo(100);
  }

  @Test
  void aPairedSpeedIsBlindToWhatSlowsBoth() {
    Measurement fast = measured(new double[] {1}, new double[] {7}, new double[] {50});
    Measurement slow = measured(new double[] {2}, new double[] {14}, new double[] {100});

    Quantiles speeds = fast.pairedSpeeds(slow);

    assertThat(speeds.at(0)).isCloseTo(2, within(ROUNDING));
    assertThat(speeds.at(1)).isCloseTo(2, within(ROUNDING));
    assertThat(slow.pairedSpeeds(fast).median()).isCloseTo(0.5, within(ROUNDING));
  }

  @Test
  void aSpeedIsTheMedianOfTheRatiosAndNotTheRatioOfTheMedians() {
    Measurement one = measured(new double[] {1}, new double[] {2}, new double[] {3});
    Measurement other = measured(new double[] {3}, new double[] {1}, new double[] {6});

    assertThat(other.step() / one.step()).isCloseTo(1.5, within(ROUNDING));
    assertThat(one.pairedSpeeds(other).median()).isCloseTo(2, within(ROUNDING));
  }

  @Test
  void quantilesAreInterpolated() {
    // numpy.quantile([10, 20, 30, 40], [0.1, 0.5, 0.9])
    Quantiles quantiles = new Quantiles(40, 10, 30, 20);

    assertThat(quantiles.at(0.1)).isCloseTo(13, within(ROUNDING));
    assertThat(quantiles.median()).isCloseTo(25, within(ROUNDING));
    assertThat(quantiles.at(0.9)).isCloseTo(37, within(ROUNDING));
  }
}
