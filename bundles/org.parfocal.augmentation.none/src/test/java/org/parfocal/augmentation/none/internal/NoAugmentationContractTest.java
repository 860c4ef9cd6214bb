package org.parfocal.augmentation.none.internal;

import java.util.Map;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.testkit.AugmentationContract;
import org.parfocal.testkit.OptionValues;

class NoAugmentationContractTest extends AugmentationContract {
  @Override
  protected AugmentationStrategy augmentation() {
    return new NoAugmentation(OptionValues.of(NoAugmentation.Options.class, Map.of()));
  }
}
