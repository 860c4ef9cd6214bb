package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parfocal.backbone.dl4j.NetworkBackboneProvider;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.StateTensor;
import org.parfocal.nn.FloatTensors;
import org.parfocal.plan.architecture.NetworkArchitecture;

/** Initial values are distributed as torchvision's networks have them. */
class InitialValuesTest {
  /** Standard errors of a sample that a figure may be off. */
  private static final double ERRORS = 6;

  static List<NetworkArchitecture> architectures() {
    return TorchParityTest.architectures();
  }

  /**
   * Against one draw of torchvision's, within what two draws differ by. The kurtosis is 1.8 of an
   * even distribution and 3 of a normal one, of which ND4J's is 2.9; even values share their bound.
   */
  @ParameterizedTest
  @MethodSource("architectures")
  void areTorchvisions(NetworkArchitecture architecture) throws IOException {
    NetworkBackboneProvider provider =
        new NetworkBackboneProvider(architecture, "none", false, "all", TestEngine.start());
    List<String> seen = new ArrayList<>();
    try (Backbone backbone = provider.create(64, 3)) {
      Map<String, StateTensor> state = backbone.state();
      for (String[] row : TorchFixture.rows("initial-values.csv")) {
        if (row[0].equals(architecture.name())) {
          seen.add(row[1]);
          StateTensor tensor = Objects.requireNonNull(state.get(row[1]), row[1]);
          check(row, FloatTensors.read(tensor.copy()));
        }
      }
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(
              state.keySet().stream().filter(name -> !name.contains(".running_")).toList());
    }
  }

  private static void check(String[] row, float[] values) {
    double mean = Double.parseDouble(row[3]);
    double deviation = Double.parseDouble(row[4]);
    double kurtosis = Double.parseDouble(row[5]);
    double largest = Double.parseDouble(row[6]);
    assertThat(values).as(row[1]).hasSize(Integer.parseInt(row[2]));
    if (deviation == 0) {
      assertThat(values).as(row[1]).containsOnly((float) mean);
      return;
    }
    Moments own = Moments.of(values);
    // Two samples of n: the mean's variance is σ²/n, that of σ is σ²(κ − 1)/4n, each twice.
    double root = Math.sqrt(2.0 / values.length);
    assertThat(own.mean).as(row[1] + " mean").isCloseTo(mean, within(ERRORS * deviation * root));
    assertThat(own.deviation)
        .as(row[1] + " deviation")
        .isCloseTo(deviation, within(ERRORS * deviation * root * Math.sqrt((kurtosis - 1) / 4)));
    if (values.length >= 400) {
      assertThat(own.kurtosis)
          .as(row[1] + " kurtosis")
          .isCloseTo(kurtosis, within(0.15 + ERRORS * root * Math.sqrt(24)));
    }
    if (kurtosis < 2.4 && values.length >= 400) {
      assertThat(own.largest).as(row[1] + " largest").isCloseTo(largest, within(0.03 * largest));
    }
  }

  private record Moments(double mean, double deviation, double kurtosis, double largest) {
    static Moments of(float[] values) {
      double sum = 0;
      double largest = 0;
      for (float value : values) {
        sum += value;
        largest = Math.max(largest, Math.abs(value));
      }
      double mean = sum / values.length;
      double second = 0;
      double fourth = 0;
      for (float value : values) {
        double square = (value - mean) * (value - mean);
        second += square / values.length;
        fourth += square * square / values.length;
      }
      return new Moments(mean, Math.sqrt(second), fourth / (second * second), largest);
    }
  }
}
