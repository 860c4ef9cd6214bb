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
  void tellsEverythingThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                Fitting.settings(
                    "projection",
                    -1,
                    "temperature",
                    0.0,
                    "lambda",
                    Double.NaN,
                    "fused_weight",
                    Double.POSITIVE_INFINITY,
                    "views",
                    101,
                    "branches",
                    "own",
                    "similarity",
                    "features",
                    "fusion",
                    "sum",
                    "inference",
                    "all"))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "model.projection must be from 0 to 4096, it is -1.",
                        "model.views must be from 0 to 100, it is 101.",
                        "model.temperature must be from 0.01 to 100, it is 0.",
                        "model.lambda must be a number from 0, it is NaN.",
                        "model.fused-weight must be a number from 0, it is Infinity.",
                        "model.branches is \"own\"; it can be shared or per-magnification.",
                        "model.similarity is \"features\"; it can be probability or feature.",
                        "model.fusion is \"sum\"; it can be mean or concatenate.",
                        "model.inference is \"all\"; it can be single or pyramid."));
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
