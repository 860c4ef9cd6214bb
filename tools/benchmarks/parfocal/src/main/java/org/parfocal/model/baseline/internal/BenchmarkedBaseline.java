package org.parfocal.model.baseline.internal;

import java.util.Map;
import org.parfocal.api.ModelStrategy;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.Training;
import org.parfocal.testkit.OptionValues;

/** The bundle's service as Declarative Services makes it: all options at their defaults. */
public final class BenchmarkedBaseline {
  private BenchmarkedBaseline() {}

  /** Cross-entropy on a linear head. */
  public static ModelStrategy on(BackboneProvider backbones, Training training) {
    return new BaselineModel(
        OptionValues.of(BaselineModel.Options.class, Map.of()), backbones, training);
  }
}
