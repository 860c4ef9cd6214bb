package org.parfocal.augmentation.zoom.internal;

import java.util.Map;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.testkit.AugmentationContract;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;

class ZoomContractTest extends AugmentationContract {
  @Override
  protected AugmentationStrategy augmentation() {
    return new ZoomAugmentation(
        OptionValues.of(ZoomAugmentation.Options.class, Map.of()), new PlainImages());
  }
}
