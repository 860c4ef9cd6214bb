package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Metric;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.testkit.MetricContract;
import org.parfocal.testkit.OptionValues;

class LogLossTest extends MetricContract {
  @Override
  protected Metric metric() {
    return new LogLoss(OptionValues.of(LogLoss.Options.class, Map.of("floor", 0.1)));
  }

  @Test
  void isTheMeanOfMinusLogP() {
    Outcome outcome =
        new Outcome(
            "baseline",
            "200X",
            13,
            List.of("benign", "malignant"),
            List.of(prediction("a", 0, 0.2), prediction("b", 1, 0.01)));

    double expected = -(Math.log(0.8) + Math.log(0.1)) / 2;
    assertThat(metric().score(outcome).get(0).value()).isEqualTo(expected, within(1e-12));
    assertThat(metric().score(outcome).get(1).note()).isEqualTo("the part is empty");
  }

  private static Prediction prediction(String patient, int label, double malignant) {
    return new Prediction(
        "200X", patient, patient, "200X", Part.TEST, label, List.of(1 - malignant, malignant));
  }
}
