package org.parfocal.model.dsml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;

class DsmlSettingsTest {
  @Test
  void hasTheDocumentedDefaults() {
    assertThat(Fitting.settings())
        .isEqualTo(new DsmlSettings(0, false, 1, 1, 1, false, false, false, 2));
  }

  @Test
  void refusesToScoreByAClassifierThatIsNotTrained() {
    assertThatThrownBy(
            () ->
                Fitting.settings(
                    "fusion", "concatenate", "inference", "pyramid", "fused_weight", 0.0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.fused-weight must be above 0");
  }
}
