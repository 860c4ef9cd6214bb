package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChoiceTest {
  private enum Selection {
    LAST,
    VALIDATION_AUC
  }

  @Test
  void namesConstantsAsStudyFilesDo() {
    assertThat(Choice.name(Selection.LAST)).isEqualTo("last");
    assertThat(Choice.name(Selection.VALIDATION_AUC)).isEqualTo("validation-auc");
    assertThat(Choice.name("VALIDATION_AUC")).isEqualTo("validation-auc");
  }
}
