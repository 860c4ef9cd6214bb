package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChoiceTest {
  private enum Balancing {
    NONE,
    CLASS,
    CLASS_AND_MAGNIFICATION
  }

  @Test
  void findsConstantsByTheirNamesInStudyFiles() {
    assertThat(Choice.of(Balancing.class, "balance", "none")).isEqualTo(Balancing.NONE);
    assertThat(Choice.of(Balancing.class, "balance", "class")).isEqualTo(Balancing.CLASS);
    assertThat(Choice.of(Balancing.class, "balance", "class-and-magnification"))
        .isEqualTo(Balancing.CLASS_AND_MAGNIFICATION);
    assertThat(Choice.name(Balancing.CLASS_AND_MAGNIFICATION)).isEqualTo("class-and-magnification");
  }

  @Test
  void givesBackAnAllowedWord() {
    assertThat(Choice.of("model.loss", "pair", "auto", "pair", "triplet")).isEqualTo("pair");
  }

  @Test
  void tellsKeyValueAndWhatIsAllowed() {
    assertThatThrownBy(() -> Choice.of(Balancing.class, "augmentation.balance", "CLASS"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "augmentation.balance is \"CLASS\"; it can be none, class or class-and-magnification.");
    assertThatThrownBy(() -> Choice.of("model.loss", "quad", "auto", "pair"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("model.loss is \"quad\"; it can be auto or pair.");
  }
}
