package org.parfocal.model.texture.internal;

import java.util.Map;
import org.parfocal.api.ModelStrategy;
import org.parfocal.testkit.ModelContract;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;

class TextureModelContractTest extends ModelContract {
  @Override
  protected ModelStrategy model() {
    return new TextureModel(
        OptionValues.of(TextureModel.Options.class, Map.of()), new PlainImages());
  }
}
