package ${package};

import java.util.Map;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.testkit.AugmentationContract;
import org.parfocal.testkit.OptionValues;

class MirroredCopiesTest extends AugmentationContract {
  @Override
  protected AugmentationStrategy augmentation() {
    return new MirroredCopies(
        OptionValues.of(MirroredCopies.Options.class, Map.of("balance", new String[] {"class"})));
  }
}
