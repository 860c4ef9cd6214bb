package ${package};

import java.util.Map;
import org.parfocal.api.Transform;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.TransformContract;

class ZoomTest extends TransformContract {
  @Override
  protected Transform transform() {
    return new Zoom(OptionValues.of(Zoom.Options.class, Map.of("strength", 1.0)));
  }
}
