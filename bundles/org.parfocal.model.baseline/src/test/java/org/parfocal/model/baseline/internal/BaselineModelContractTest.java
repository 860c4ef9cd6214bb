package org.parfocal.model.baseline.internal;

import java.util.Map;
import org.parfocal.api.ModelStrategy;
import org.parfocal.testkit.ModelContract;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;
import org.parfocal.testkit.learning.PixelBackbones;
import org.parfocal.testkit.learning.StandaloneTraining;

class BaselineModelContractTest extends ModelContract {
  @Override
  protected ModelStrategy model() {
    return new BaselineModel(
        OptionValues.of(BaselineModel.Options.class, Map.of()),
        PixelBackbones.linear(8),
        StandaloneTraining.of(new PlainImages(), 2, 8, 0.01));
  }
}
