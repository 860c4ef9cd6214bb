package org.parfocal.plan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.Node;
import org.parfocal.plan.ParameterLayout;

/**
 * Names, shapes and numbers of parameters against those that torchvision publishes: the number of
 * tensors of its {@code state_dict} without {@code num_batches_tracked}, and its table of parameter
 * counts, each less the classifier. Running statistics are no parameters there.
 */
class ArchitecturesTest {
  private record Facts(
      NetworkArchitecture architecture,
      int imageSize,
      int embeddingSize,
      int tensors,
      long parameters,
      Map<String, String> shapes) {
    @Override
    public String toString() {
      return architecture.name();
    }
  }

  static List<Facts> facts() {
    return List.of(
        new Facts(
            new ResNet18(),
            32,
            512,
            102 - 2,
            11_689_512 - 513_000,
            Map.of(
                "conv1.weight", "64×3×7×7",
                "layer2.0.downsample.0.weight", "128×64×1×1",
                "layer2.0.downsample.1.running_var", "128",
                "layer4.1.conv2.weight", "512×512×3×3")),
        new Facts(
            new ResNet50(),
            32,
            2048,
            267 - 2,
            25_557_032 - 2_049_000,
            Map.of(
                "layer1.0.conv1.weight", "64×64×1×1",
                "layer1.0.downsample.0.weight", "256×64×1×1",
                "layer3.0.conv2.weight", "256×256×3×3",
                "layer3.5.bn3.running_mean", "1024",
                "layer4.0.downsample.1.bias", "2048",
                "layer4.2.conv3.weight", "2048×512×1×1")),
        new Facts(
            new MobileNetV2(),
            32,
            1280,
            262 - 2,
            3_504_872 - 1_281_000,
            Map.of(
                "features.0.0.weight", "32×3×3×3",
                "features.1.conv.0.0.weight", "32×1×3×3",
                "features.1.conv.1.weight", "16×32×1×1",
                "features.1.conv.2.running_var", "16",
                "features.2.conv.0.0.weight", "96×16×1×1",
                "features.17.conv.1.0.weight", "960×1×3×3",
                "features.17.conv.3.bias", "320",
                "features.18.0.weight", "1280×320×1×1")),
        new Facts(
            new Vgg11(),
            32,
            512,
            54 - 6,
            132_868_840 - 123_642_856,
            Map.of(
                "features.0.weight", "64×3×3×3",
                "features.0.bias", "64",
                "features.1.running_mean", "64",
                "features.8.weight", "256×128×3×3",
                "features.25.weight", "512×512×3×3",
                "features.26.weight", "512")),
        new Facts(
            new SqueezeNet(),
            29,
            512,
            52 - 2,
            1_248_424 - 513_000,
            Map.of(
                "features.0.weight", "96×3×7×7",
                "features.12.expand3x3.weight", "256×64×3×3")),
        // Ours, with torchvision's way of counting: 8 layers with weight and bias, 8 slopes.
        new Facts(
            new SmseCnn(),
            224,
            256,
            8 * 3,
            112 + 148 + 296 + 1_168 + 4_640 + 18_496 + 147_712 + 65_792 + 8,
            Map.of(
                "convnet.0.weight", "4×3×3×3",
                "convnet.1.weight", "1",
                "convnet.15.weight", "64×32×3×3",
                "fc.0.weight", "256×576",
                "fc.3.weight", "1")));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void tensorsAreTorchvisions(Facts facts) {
    LayerGraph network = facts.architecture.network(facts.imageSize).layers();
    Map<String, String> shapes = new LinkedHashMap<>();
    long parameters = 0;
    for (ParameterLayout tensor : network.parameters()) {
      shapes.put(tensor.name(), shape(tensor.torchShape()));
      parameters += tensor.role().learned() ? tensor.length() : 0;
    }
    assertThat(shapes).hasSize(facts.tensors).containsAllEntriesOf(facts.shapes);
    assertThat(parameters).isEqualTo(facts.parameters);
    assertThat(network.embeddingSize()).isEqualTo(facts.embeddingSize);
  }

  /** Version 1.5 has the stride in the 3×3: the 1×1 before it sees the whole resolution. */
  @Test
  void theBottleneckOfResNetStridesInItsSecondConvolution() {
    Map<String, String> maps = maps(new ResNet50());
    assertThat(maps)
        .containsEntry("maxpool", "64×56×56")
        .containsEntry("layer1.2", "256×56×56")
        .containsEntry("layer2.0.bn1", "128×56×56")
        .containsEntry("layer2.0.bn2", "128×28×28")
        .containsEntry("layer2.3", "512×28×28")
        .containsEntry("layer3.5", "1024×14×14")
        .containsEntry("layer4.2", "2048×7×7");
  }

  /** Table 2 of the paper; ten of the bottlenecks keep their shape and add their input. */
  @Test
  void mobileNetHalvesAndAddsWhereThePaperDoes() {
    Map<String, String> maps = maps(new MobileNetV2());
    assertThat(maps)
        .containsEntry("features.0.1", "32×112×112")
        .containsEntry("features.1.conv.2", "16×112×112")
        .containsEntry("features.2.conv.3", "24×56×56")
        .containsEntry("features.6", "32×28×28")
        .containsEntry("features.10", "64×14×14")
        .containsEntry("features.13", "96×14×14")
        .containsEntry("features.16", "160×7×7")
        .containsEntry("features.17.conv.3", "320×7×7")
        .containsEntry("features.18.1", "1280×7×7");
    assertThat(maps.keySet().stream().filter(name -> name.matches("features\\.\\d+"))).hasSize(10);
  }

  @Test
  void vggAndTheNetworkOfSmsePoolToTheirEnds() {
    assertThat(maps(new Vgg11()))
        .containsEntry("features.3", "64×112×112")
        .containsEntry("features.28", "512×7×7");
    assertThat(maps(new SmseCnn())).containsEntry("convnet.17", "64×3×3");
  }

  /** Channels, height and width of the feature maps of an image of 224 pixels. */
  private static Map<String, String> maps(NetworkArchitecture architecture) {
    Map<String, String> maps = new LinkedHashMap<>();
    for (Node node : architecture.network(224).layers().nodes()) {
      MapShape map = node.shape();
      maps.put(node.name(), shape(map.channels(), map.height(), map.width()));
    }
    return maps;
  }

  private static String shape(long... lengths) {
    return Arrays.stream(lengths).mapToObj(Long::toString).collect(Collectors.joining("×"));
  }
}
