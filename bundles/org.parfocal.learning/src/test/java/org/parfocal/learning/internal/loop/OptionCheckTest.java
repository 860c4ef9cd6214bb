package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.learning.UpdateRule;
import org.parfocal.learning.UpdateRule.Method;

class OptionCheckTest {
  private final TestTraining training = new TestTraining();

  @Test
  void takesAdamWhereNothingIsSaid() {
    assertThat(rule()).isEqualTo(UpdateRule.adam());
  }

  @Test
  void takesWhatIsSaid() {
    training.optimiser = "sgd";
    training.momentum = 0.8;
    training.nesterov = true;
    training.weightDecay = 0.01;
    assertThat(rule()).isEqualTo(new UpdateRule(Method.SGD, 0.8, true, 0.01));

    training.optimiser = "adamw";
    training.nesterov = false;
    assertThat(rule()).isEqualTo(new UpdateRule(Method.ADAMW, 0, false, 0.01));
  }

  @Test
  void saysEverythingAtOnce() {
    training.epochs = 6;
    training.batch = 0;
    training.learningRate = Double.NaN;
    training.optimiser = "adamax";
    training.momentum = 1;
    training.nesterov = true;
    training.weightDecay = -1;
    training.clipNorm = Double.POSITIVE_INFINITY;
    training.schedule = "cosin";
    training.stepEpochs = 0;
    training.warmUpEpochs = 6;
    training.select = "test-auc";
    training.patience = -1;
    training.prefetch = 0;

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "training.batch must be at least 1, it is 0.",
            "training.learning-rate must be a number above 0, it is NaN.",
            "training.optimiser is \"adamax\"; it can be sgd, adam or adamw.",
            "training.momentum must be at least 0 and less than 1, it is 1.0.",
            "training.nesterov is for training.optimiser sgd, not for adamax: leave it out.",
            "training.weight-decay must be a number above 0, or 0 for none, it is -1.0.",
            "training.clip-norm must be a number above 0, or 0 for none, it is Infinity.",
            "training.schedule is \"cosin\"; it can be constant, cosine, dann or step.",
            "training.step-epochs must be at least 1, it is 0.",
            "training.warm-up-epochs must be less than training.epochs (6), it is 6.0.",
            "training.select is \"test-auc\"; it can be validation-auc, validation-loss,"
                + " validation-balanced-accuracy or last.",
            "training.patience must be at least 0, it is -1.",
            "training.prefetch must be at least 1, it is 0.");
  }

  @Test
  void refusesContradictions() {
    training.nesterov = true;
    assertThat(problems())
        .containsExactly(
            "training.nesterov is for training.optimiser sgd, not for adam: leave it out.");

    training.optimiser = "sgd";
    training.momentum = 0;
    assertThat(problems())
        .containsExactly("training.nesterov needs training.momentum above 0, it is 0.");

    training.momentum = 0.9;
    training.warmUpEpochs = -0.5;
    assertThat(problems())
        .containsExactly("training.warm-up-epochs must be at least 0, it is -0.5.");
  }

  private UpdateRule rule() {
    return Hyperparameters.of(training.options()).rule();
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    assertThatThrownBy(() -> Hyperparameters.of(training.options()))
        .isInstanceOfSatisfying(ConfigurationException.class, e -> problems.addAll(e.problems()));
    return problems;
  }
}
