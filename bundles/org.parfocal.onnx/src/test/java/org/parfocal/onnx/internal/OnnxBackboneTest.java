package org.parfocal.onnx.internal;

import java.util.Map;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.testkit.learning.BackboneContract;

/** A ResNet from a file keeps what every backbone does. */
class OnnxBackboneTest extends BackboneContract {
  @Override
  protected BackboneProvider provider() {
    return Fixtures.backbones("resnet", Map.of());
  }
}
