package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.nn.Adam;
import org.parfocal.nn.AdamW;
import org.parfocal.nn.Optimizer;
import org.parfocal.nn.SGD;

class HyperparametersTest {
  private final TestTraining training = new TestTraining();

  @Test
  void takesAdamWhereNothingIsSaid() {
    assertThat(optimizer()).isEqualTo(new Adam());
  }

  @Test
  void takesWhatIsSaid() {
    training.optimiser = OptimizerName.SGD;
    training.momentum = 0.8;
    training.nesterov = true;
    training.weightDecay = 0.01;
    assertThat(optimizer()).isEqualTo(new SGD(0.8, true, 0.01));

    training.optimiser = OptimizerName.ADAMW;
    training.nesterov = false;
    assertThat(optimizer()).isEqualTo(new AdamW(0.01));
  }

  @Test
  void refusesContradictions() {
    training.nesterov = true;
    assertThat(problems())
        .containsExactly(
            "training.nesterov is for training.optimiser sgd, not for adam: leave it out.");

    training.optimiser = OptimizerName.SGD;
    training.momentum = 0;
    assertThat(problems())
        .containsExactly("training.nesterov needs training.momentum above 0, it is 0.");

    training.warmUpEpochs = 6;
    assertThat(problems())
        .containsExactly(
            "training.warm-up-epochs must be less than training.epochs (6), it is 6.0.",
            "training.nesterov needs training.momentum above 0, it is 0.");
  }

  private Optimizer optimizer() {
    return Hyperparameters.of(training.options()).optimizer();
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    assertThatThrownBy(() -> Hyperparameters.of(training.options()))
        .isInstanceOfSatisfying(ConfigurationException.class, e -> problems.addAll(e.problems()));
    return problems;
  }
}
