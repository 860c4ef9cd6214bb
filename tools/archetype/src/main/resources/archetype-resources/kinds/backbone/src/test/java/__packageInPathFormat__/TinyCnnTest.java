package ${package};

import java.util.Map;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.learning.BackboneContract;

class TinyCnnTest extends BackboneContract {
  @Override
  protected BackboneProvider provider() {
    NativeBuild engine = new NativeBuild("linux-x86_64", "-onednn-avx2", 1); // one thread
    engine.start();
    return new TinyCnn(OptionValues.of(TinyCnn.Options.class, Map.of()), engine);
  }
}
