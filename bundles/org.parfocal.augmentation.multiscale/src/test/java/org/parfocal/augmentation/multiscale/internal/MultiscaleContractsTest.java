package org.parfocal.augmentation.multiscale.internal;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.testkit.AugmentationContract;

/** Every kind of group keeps the contract. */
class MultiscaleContractsTest {
  @Nested
  class Single extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return Drawing.augmentation(Map.of("group", Group.SINGLE));
    }
  }

  @Nested
  class Pair extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return Drawing.augmentation(Map.of("group", Group.PAIR));
    }
  }

  @Nested
  class Triplet extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return Drawing.augmentation(Map.of("group", Group.TRIPLET));
    }
  }

  @Nested
  class Pyramid extends AugmentationContract {
    @Override
    protected AugmentationStrategy augmentation() {
      return Drawing.augmentation(Map.of("group", Group.PYRAMID));
    }
  }
}
