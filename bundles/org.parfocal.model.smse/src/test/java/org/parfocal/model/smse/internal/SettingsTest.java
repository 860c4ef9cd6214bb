package org.parfocal.model.smse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;

class SettingsTest {
  @Test
  void takesTheConstantsOfTheLossUnlessToldOthers() {
    Settings focal = Fitting.settings(Map.of("classification_loss", "focal"));
    Settings own =
        Fitting.settings(Map.of("classification_loss", "focal", "alpha", 0.4, "gamma", 0.0));

    assertThat(focal.alpha()).isEqualTo(0.25);
    assertThat(focal.gamma()).isEqualTo(2);
    assertThat(own.alpha()).isEqualTo(0.4);
    assertThat(own.gamma()).isZero();
  }

  @Test
  void weighsClassesInTheReinforcedFormsUnlessToldOtherwise() {
    assertThat(weighted("reinforced-focal-l1", "auto")).isTrue();
    assertThat(weighted("reinforced-focal-log", "auto")).isTrue();
    assertThat(weighted("focal", "auto")).isFalse();
    assertThat(weighted("cross-entropy", "auto")).isFalse();
    assertThat(weighted("cross-entropy", "training-share")).isTrue();
    assertThat(weighted("reinforced-focal-l1", "none")).isFalse();
  }

  @Test
  void refusesWrongOptions() {
    assertRefused("margin", 0.0, "model.margin must be above 0, it is 0.0.");
    assertRefused("margin", Double.NaN, "model.margin must be above 0, it is NaN.");
    assertRefused(
        "metric_weight", -1.0, "model.metric-weight must be a number from 0, it is -1.0.");
    assertRefused("embedding_size", 0, "model.embedding-size must be from 1 to 4096, it is 0.");
    assertRefused(
        "embedding_size", 4097, "model.embedding-size must be from 1 to 4096, it is 4097.");
    assertRefused("gamma", Double.NaN, "model.gamma must be a number from 0, it is NaN.");
    assertRefused(
        "alpha", Double.POSITIVE_INFINITY, "model.alpha must be a number from 0, it is Infinity.");
    assertRefused("loss", "quad", "model.loss is \"quad\"; it can be auto, pair or triplet.");
    assertRefused(
        "classification_loss",
        "hinge",
        "model.classification-loss is \"hinge\"; it can be cross-entropy, focal,"
            + " reinforced-focal-l1 or reinforced-focal-log.");
    assertRefused(
        "class_weights",
        "balanced",
        "model.class-weights is \"balanced\"; it can be auto, training-share or none.");
    assertThatThrownBy(() -> Fitting.settings(Map.of("classification_loss", "focal", "alpha", 2.0)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("model.alpha must be from 0 to 1 for the focal loss, it is 2.0.");
  }

  private static boolean weighted(String loss, String weights) {
    return Fitting.settings(Map.of("classification_loss", loss, "class_weights", weights))
        .weighted();
  }

  private static void assertRefused(String option, Object value, String sentence) {
    assertThatThrownBy(() -> Fitting.settings(Map.of(option, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }
}
