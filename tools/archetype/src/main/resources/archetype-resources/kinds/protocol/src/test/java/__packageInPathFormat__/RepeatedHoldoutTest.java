package ${package};

import java.util.Map;
import org.parfocal.api.Protocol;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.ProtocolContract;

class RepeatedHoldoutTest extends ProtocolContract {
  @Override
  protected Protocol protocol() {
    return new RepeatedHoldout(OptionValues.of(RepeatedHoldout.Options.class, Map.of()));
  }
}
