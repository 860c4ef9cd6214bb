package org.parfocal.model.smse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;

class SmseOptionsTest {
  @Test
  void takesTheConstantsOfTheLossUnlessToldOthers() {
    assertThat(ClassificationForm.FOCAL.alpha(-1)).isEqualTo(0.25);
    assertThat(ClassificationForm.FOCAL.gamma(-1)).isEqualTo(2);
    assertThat(ClassificationForm.FOCAL.alpha(0.4)).isEqualTo(0.4);
    assertThat(ClassificationForm.FOCAL.gamma(0)).isZero();
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
  void refusesAnAlphaThatIsNoShareWhereItIsOne() {
    assertThatThrownBy(() -> Fitting.smse(1, Map.of("classification_loss", "focal", "alpha", 2.0)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("model.alpha must be from 0 to 1 for the focal loss, it is 2.0.");
  }

  private static boolean weighted(String loss, String weights) {
    SmseModel.Options options =
        Fitting.options(Map.of("classification_loss", loss, "class_weights", weights));
    return options.class_weights().byShare(options.classification_loss());
  }
}
