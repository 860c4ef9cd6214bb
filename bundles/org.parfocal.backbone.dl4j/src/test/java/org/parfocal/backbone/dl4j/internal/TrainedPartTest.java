package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.Node;
import org.parfocal.plan.architecture.MobileNetV2;
import org.parfocal.plan.architecture.NetworkArchitecture;
import org.parfocal.plan.architecture.ResNet18;
import org.parfocal.plan.architecture.ResNet50;
import org.parfocal.plan.architecture.SqueezeNet;
import org.parfocal.plan.architecture.Vgg11;

class TrainedPartTest {
  private static final LayerGraph RESNET = new ResNet18().network(32).layers();

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
    for (NetworkArchitecture architecture :
        List.of(new ResNet50(), new MobileNetV2(), new SqueezeNet(), new Vgg11())) {
      LayerGraph network = architecture.network(32).layers();
      List<String> all = new ArrayList<>(TrainedPart.all().layers(network));
      String middle = all.get(all.size() / 2);
      Set<String> trained = TrainedPart.from(middle).layers(network);
      assertThat(trained).contains(middle).doesNotContain(all.get(0));
      for (Node node : network.nodes()) {
        String name = node.name();
        for (Node input : node.inputs()) {
          assertThat(network.nodes().indexOf(input)).isLessThan(network.nodes().indexOf(node));
          assertThat(
                  trained.contains(input.name()) && all.contains(name) && !trained.contains(name))
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
        new Vgg11().network(32).layers(),
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

  private static void assertUnknown(LayerGraph network, String name, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TrainedPart.from(name).layers(network))
        .withMessage(message);
  }
}
