package org.parfocal.onnx.internal;

import java.util.Map;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.testkit.learning.BackboneContract;

/** A backbone with feature maps: the mean of a transformer's patches. */
class OnnxMeanBackboneTest extends BackboneContract {
  @Override
  protected BackboneProvider provider() {
    return Fixtures.backbones("vit-tokens", Map.of("pooling", Pooling.MEAN));
  }
}
