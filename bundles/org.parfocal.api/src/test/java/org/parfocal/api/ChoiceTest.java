package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChoiceTest {
  @Test
  void findsConstantsByTheirNamesInStudyFiles() {
    assertThat(Choice.of(Balance.class, "balance", "none")).isEqualTo(Balance.NONE);
    assertThat(Choice.of(Balance.class, "balance", "class")).isEqualTo(Balance.CLASS);
    assertThat(Choice.of(Balance.class, "balance", "class-and-magnification"))
        .isEqualTo(Balance.CLASS_AND_MAGNIFICATION);
    assertThat(Choice.name(Balance.CLASS_AND_MAGNIFICATION)).isEqualTo("class-and-magnification");
  }

  @Test
  void givesBackAnAllowedWord() {
    assertThat(Choice.of("model.loss", "pair", "auto", "pair", "triplet")).isEqualTo("pair");
  }

  @Test
  void tellsKeyValueAndWhatIsAllowed() {
    assertThatThrownBy(() -> Choice.of(Balance.class, "augmentation.balance", "CLASS"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "augmentation.balance is \"CLASS\"; it can be none, class or class-and-magnification.");
    assertThatThrownBy(() -> Choice.of("model.loss", "quad", "auto", "pair"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("model.loss is \"quad\"; it can be auto or pair.");
  }
}
