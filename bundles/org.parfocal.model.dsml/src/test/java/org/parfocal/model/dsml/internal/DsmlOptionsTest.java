package org.parfocal.model.dsml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;

class DsmlOptionsTest {
  @Test
  void hasTheDocumentedDefaults() {
    DsmlOptions options = Fitting.options();

    assertThat(options.projection()).isZero();
    assertThat(options.branches()).isEqualTo(DsmlOptions.Branching.SHARED);
    assertThat(options.temperature()).isEqualTo(1);
    assertThat(options.lambda()).isEqualTo(1);
    assertThat(options.fused_weight()).isEqualTo(1);
    assertThat(options.similarity()).isEqualTo(DsmlOptions.Compared.PROBABILITY);
    assertThat(options.fusion()).isEqualTo(DsmlOptions.Fusing.MEAN);
    assertThat(options.inference()).isEqualTo(DsmlOptions.Scored.SINGLE);
    assertThat(options.views()).isEqualTo(2);
  }

  @Test
  void refusesToScoreByAClassifierThatIsNotTrained() {
    assertThatThrownBy(
            () ->
                Fitting.model(
                    new PlantedPyramids(true),
                    1,
                    4,
                    "fusion",
                    "concatenate",
                    "inference",
                    "pyramid",
                    "fused_weight",
                    0.0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.fused-weight must be above 0");
  }
}
