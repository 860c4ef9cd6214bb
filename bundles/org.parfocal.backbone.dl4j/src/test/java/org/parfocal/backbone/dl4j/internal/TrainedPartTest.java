package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.backbone.dl4j.Architecture;

class TrainedPartTest {
  private static final ComputationGraphConfiguration RESNET = new ResNet18().configuration(32, 1);

  @Test
  void aModuleTrainsWithAllOfItsLayers() {
    assertThat(TrainedPart.from("layer4").layers(RESNET))
        .containsExactlyInAnyOrder(
            "layer4.0.conv1",
            "layer4.0.bn1",
            "layer4.0.conv2",
            "layer4.0.bn2",
            "layer4.0.downsample.0",
            "layer4.0.downsample.1",
            "layer4.1.conv1",
            "layer4.1.bn1",
            "layer4.1.conv2",
            "layer4.1.bn2");
  }

  @Test
  void aLayerTrainsWithAllThatFollow() {
    assertThat(TrainedPart.from("layer4.1.bn1").layers(RESNET))
        .containsExactly("layer4.1.bn1", "layer4.1.conv2", "layer4.1.bn2");
    assertThat(TrainedPart.from("conv1").layers(RESNET))
        .isEqualTo(TrainedPart.all().layers(RESNET))
        .hasSize(40);
    assertThat(TrainedPart.none().layers(RESNET)).isEmpty();
  }

  /** Whatever the architecture: what a trained layer feeds is trained, or has no parameters. */
  @Test
  void noLayerThatLearnsFeedsOneThatIsFixed() {
    for (Architecture architecture :
        List.of(new ResNet50(), new MobileNetV2(), new SqueezeNet(), new MixedArchitecture())) {
      ComputationGraphConfiguration network = architecture.configuration(32, 1);
      List<String> order = TrainedPart.topologicalOrder(network);
      List<String> all = new ArrayList<>(TrainedPart.all().layers(network));
      String middle = all.get(all.size() / 2);
      Set<String> trained = TrainedPart.from(middle).layers(network);
      assertThat(trained).contains(middle).doesNotContain(all.get(0));
      for (String name : order) {
        for (String input : network.getVertexInputs().getOrDefault(name, List.of())) {
          assertThat(order.indexOf(input)).isLessThan(order.indexOf(name));
          assertThat(trained.contains(input) && all.contains(name) && !trained.contains(name))
              .isFalse();
        }
      }
    }
  }

  @Test
  void aPrefixOfANameIsNoModule() {
    assertUnknown(
        RESNET,
        "layer",
        "The backbone has no layer 'layer' to train from; it has conv1, bn1, layer1, layer2,"
            + " layer3, layer4. Did you mean layer1?");
  }

  @Test
  void whereEverythingIsInOneModuleItsPartsAreListed() {
    assertUnknown(
        new Vgg11().configuration(32, 1),
        "feature.25",
        "The backbone has no layer 'feature.25' to train from; it has features.0, features.1,"
            + " features.4, features.5, features.8, features.9, features.11, features.12,"
            + " features.15, features.16, features.18, features.19, features.22, features.23,"
            + " features.25, features.26. Did you mean features.25?");
  }

  /** It has no parameters, so nothing would learn. */
  @Test
  void thePoolingAtTheEndIsNoPlaceToTrainFrom() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TrainedPart.from("embedding").layers(RESNET));
  }

  private static void assertUnknown(
      ComputationGraphConfiguration network, String name, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TrainedPart.from(name).layers(network))
        .withMessage(message);
  }
}
