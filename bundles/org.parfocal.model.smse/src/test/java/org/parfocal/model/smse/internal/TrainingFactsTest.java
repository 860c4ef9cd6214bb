package org.parfocal.model.smse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.OutputException;
import org.parfocal.nn.ClassWeights;

class TrainingFactsTest {
  private final int[] labels = {0, 0, 0, 0, 0, 1, 1, 1};

  @Test
  void weighsEachClassByTheShareOfTheOther() {
    assertThat(ClassWeights.byShare(labels, 2))
        .containsExactly(new double[] {3 / 8.0, 5 / 8.0}, within(1e-12));
  }

  @Test
  void givesEveryClassThatOccursTheSameWeightInAll() {
    double[] weights = ClassWeights.byShare(labels, 3);

    assertThat(5 * weights[0]).isEqualTo(3 * weights[1], within(1e-12));
    assertThat(weights[0] + weights[1]).isEqualTo(1, within(1e-12));
    assertThat(weights[2]).isZero();
    assertThat(ClassWeights.equal(3)).containsExactly(1, 1, 1);
  }

  @Test
  void readsWhatItWrote() {
    TrainingFacts facts = TrainingFacts.of(MetricForm.TRIPLET, ClassWeights.byShare(labels, 2));

    assertThat(TrainingFacts.parse(facts.facts(), 2)).isEqualTo(facts);
  }

  @Test
  void refusesDamagedFacts() {
    assertRefused(Map.of(), "groups are \"\"");
    assertRefused(Map.of("groups", "auto", "class-weights", "1 1"), "groups are \"auto\"");
    assertRefused(Map.of("groups", "quad", "class-weights", "1 1"), "groups are \"quad\"");
    for (String weights : List.of("", "1", "1 1 1", "1 x", "1 -1", "1 NaN", "1  1")) {
      assertRefused(
          Map.of("groups", "pair", "class-weights", weights),
          "class-weights are \"" + weights + "\", which no smse model with these classes has");
    }
  }

  private static void assertRefused(Map<String, String> facts, String words) {
    assertThatThrownBy(() -> TrainingFacts.parse(facts, 2))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(words);
  }
}
