package org.parfocal.backbone.dl4j.internal;

import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.internal.plan.Algorithms;
import org.parfocal.backbone.dl4j.internal.plan.PlannedBackbone;
import org.parfocal.backbone.dl4j.internal.plan.PlannedNetwork;
import org.parfocal.learning.Backbone;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.architecture.MobileNetV2;
import org.parfocal.plan.architecture.NetworkArchitecture;
import org.parfocal.plan.architecture.ResNet18;
import org.parfocal.plan.architecture.ResNet50;
import org.parfocal.plan.architecture.SmallCnn;
import org.parfocal.plan.architecture.SmseCnn;
import org.parfocal.plan.architecture.SqueezeNet;
import org.parfocal.plan.architecture.Vgg11;

/**
 * A backbone with the gradients that the contract of backbones does not show.
 *
 * @param lastGradients of the last backward pass, by the names of {@link Backbone#state}
 */
public record BenchmarkedBackbone(
    Backbone backbone, Supplier<Map<String, INDArray>> lastGradients) {
  /** The backbone of that name in study files with random weights, as studies run it. */
  public static BenchmarkedBackbone planned(String name, int imageSize, NativeBuild engine) {
    PlannedBackbone backbone =
        new PlannedNetwork(architecture(name).network(imageSize))
            .backbone(TrainedPart.all(), Algorithms.of(engine), engine, 1);
    return new BenchmarkedBackbone(backbone, backbone::gradients);
  }

  private static NetworkArchitecture architecture(String name) {
    return switch (name) {
      case "small-cnn" -> new SmallCnn(16, 4);
      case "resnet18" -> new ResNet18();
      case "resnet50" -> new ResNet50();
      case "squeezenet1_0" -> new SqueezeNet();
      case "mobilenet_v2" -> new MobileNetV2();
      case "vgg11_bn" -> new Vgg11();
      case "smse-cnn" -> new SmseCnn();
      default -> throw new IllegalArgumentException("Parfocal has no backbone " + name);
    };
  }
}
