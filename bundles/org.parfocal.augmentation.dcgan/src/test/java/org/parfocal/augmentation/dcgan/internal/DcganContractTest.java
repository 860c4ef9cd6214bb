package org.parfocal.augmentation.dcgan.internal;

import java.util.Map;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.testkit.AugmentationContract;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;

class DcganContractTest extends AugmentationContract {
  private static final Map<String, Object> QUICK =
      Map.of("image_size", 16, "width", 2, "epochs", 1, "batch", 8, "minimum_images", 10);

  @Override
  protected AugmentationStrategy augmentation() {
    return new DcganAugmentation(
        OptionValues.of(DcganAugmentation.Options.class, QUICK),
        new PlainImages(),
        TestEngine.BUILD);
  }
}
