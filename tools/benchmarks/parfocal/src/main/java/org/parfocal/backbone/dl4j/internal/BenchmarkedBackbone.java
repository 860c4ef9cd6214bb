package org.parfocal.backbone.dl4j.internal;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.Architecture;
import org.parfocal.learning.Backbone;

/** A backbone with the gradients that the contract of backbones does not show. */
public final class BenchmarkedBackbone {
  private final GraphBackbone backbone;

  /** Makes the backbone of that name in study files, with random weights. */
  public BenchmarkedBackbone(String name, int imageSize) {
    backbone = new GraphBackbone(architecture(name).configuration(imageSize, 1), imageSize, false);
  }

  private static Architecture architecture(String name) {
    return switch (name) {
      case "small-cnn" -> new SmallCnn(16, 4);
      case "resnet18" -> new ResNet18();
      case "squeezenet1_0" -> new SqueezeNet();
      default -> throw new IllegalArgumentException("Parfocal has no backbone " + name);
    };
  }

  /** The backbone itself. */
  public Backbone backbone() {
    return backbone;
  }

  /** Gradients of the last backward pass, by the names of {@link Backbone#tensors}. */
  public Map<String, INDArray> gradients() {
    return backbone.gradients();
  }
}
