package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.Architecture;

/**
 * Names, shapes and numbers of parameters against those that torchvision publishes: the number of
 * tensors of its {@code state_dict} without {@code num_batches_tracked}, and its table of parameter
 * counts, each less the classifier. Running statistics are no parameters there.
 */
class ArchitecturesTest {
  private record Facts(
      Architecture architecture,
      int imageSize,
      int embeddingSize,
      int tensors,
      long parameters,
      Map<String, List<Long>> shapes) {
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
                "conv1.weight", List.of(64L, 3L, 7L, 7L),
                "layer2.0.downsample.0.weight", List.of(128L, 64L, 1L, 1L),
                "layer2.0.downsample.1.running_var", List.of(128L),
                "layer4.1.conv2.weight", List.of(512L, 512L, 3L, 3L))),
        new Facts(
            new ResNet50(),
            32,
            2048,
            267 - 2,
            25_557_032 - 2_049_000,
            Map.of(
                "layer1.0.conv1.weight", List.of(64L, 64L, 1L, 1L),
                "layer1.0.downsample.0.weight", List.of(256L, 64L, 1L, 1L),
                "layer3.0.conv2.weight", List.of(256L, 256L, 3L, 3L),
                "layer3.5.bn3.running_mean", List.of(1024L),
                "layer4.0.downsample.1.bias", List.of(2048L),
                "layer4.2.conv3.weight", List.of(2048L, 512L, 1L, 1L))),
        new Facts(
            new MobileNetV2(),
            32,
            1280,
            262 - 2,
            3_504_872 - 1_281_000,
            Map.of(
                "features.0.0.weight", List.of(32L, 3L, 3L, 3L),
                "features.1.conv.0.0.weight", List.of(32L, 1L, 3L, 3L),
                "features.1.conv.1.weight", List.of(16L, 32L, 1L, 1L),
                "features.1.conv.2.running_var", List.of(16L),
                "features.2.conv.0.0.weight", List.of(96L, 16L, 1L, 1L),
                "features.17.conv.1.0.weight", List.of(960L, 1L, 3L, 3L),
                "features.17.conv.3.bias", List.of(320L),
                "features.18.0.weight", List.of(1280L, 320L, 1L, 1L))),
        new Facts(
            new Vgg11(),
            32,
            512,
            54 - 6,
            132_868_840 - 123_642_856,
            Map.of(
                "features.0.weight", List.of(64L, 3L, 3L, 3L),
                "features.0.bias", List.of(64L),
                "features.1.running_mean", List.of(64L),
                "features.8.weight", List.of(256L, 128L, 3L, 3L),
                "features.25.weight", List.of(512L, 512L, 3L, 3L),
                "features.26.weight", List.of(512L))),
        new Facts(
            new SqueezeNet(),
            29,
            512,
            52 - 2,
            1_248_424 - 513_000,
            Map.of(
                "features.0.weight", List.of(96L, 3L, 7L, 7L),
                "features.12.expand3x3.weight", List.of(256L, 64L, 3L, 3L))),
        // Ours, with torchvision's way of counting: 8 layers with weight and bias, 8 slopes.
        new Facts(
            new SmseCnn(),
            224,
            256,
            8 * 3,
            112 + 148 + 296 + 1_168 + 4_640 + 18_496 + 147_712 + 65_792 + 8,
            Map.of(
                "convnet.0.weight", List.of(4L, 3L, 3L, 3L),
                "convnet.1.weight", List.of(1L),
                "convnet.15.weight", List.of(64L, 32L, 3L, 3L),
                "fc.0.weight", List.of(256L, 576L),
                "fc.3.weight", List.of(1L))));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void tensorsAreTorchvisions(Facts facts) {
    try (GraphBackbone backbone = TestEngine.backbone(facts.architecture, facts.imageSize, 1)) {
      Map<String, List<Long>> shapes = new LinkedHashMap<>();
      long parameters = 0;
      for (Map.Entry<String, INDArray> tensor : backbone.tensors().entrySet()) {
        shapes.put(tensor.getKey(), longs(tensor.getValue().shape()));
        if (!tensor.getKey().contains(".running_")) {
          parameters += tensor.getValue().length();
        }
      }
      assertThat(shapes).hasSize(facts.tensors).containsAllEntriesOf(facts.shapes);
      assertThat(parameters).isEqualTo(facts.parameters);
      assertThat(backbone.embeddingSize()).isEqualTo(facts.embeddingSize);
    }
  }

  /** Version 1.5 has the stride in the 3×3: the 1×1 before it sees the whole resolution. */
  @Test
  void theBottleneckOfResNetStridesInItsSecondConvolution() {
    Map<String, List<Long>> maps = maps(new ResNet50());
    assertThat(maps)
        .containsEntry("maxpool", List.of(64L, 56L, 56L))
        .containsEntry("layer1.2", List.of(256L, 56L, 56L))
        .containsEntry("layer2.0.bn1", List.of(128L, 56L, 56L))
        .containsEntry("layer2.0.bn2", List.of(128L, 28L, 28L))
        .containsEntry("layer2.3", List.of(512L, 28L, 28L))
        .containsEntry("layer3.5", List.of(1024L, 14L, 14L))
        .containsEntry("layer4.2", List.of(2048L, 7L, 7L));
  }

  /** Table 2 of the paper; ten of the bottlenecks keep their shape and add their input. */
  @Test
  void mobileNetHalvesAndAddsWhereThePaperDoes() {
    Map<String, List<Long>> maps = maps(new MobileNetV2());
    assertThat(maps)
        .containsEntry("features.0.1", List.of(32L, 112L, 112L))
        .containsEntry("features.1.conv.2", List.of(16L, 112L, 112L))
        .containsEntry("features.2.conv.3", List.of(24L, 56L, 56L))
        .containsEntry("features.6", List.of(32L, 28L, 28L))
        .containsEntry("features.10", List.of(64L, 14L, 14L))
        .containsEntry("features.13", List.of(96L, 14L, 14L))
        .containsEntry("features.16", List.of(160L, 7L, 7L))
        .containsEntry("features.17.conv.3", List.of(320L, 7L, 7L))
        .containsEntry("features.18.1", List.of(1280L, 7L, 7L));
    assertThat(maps.keySet().stream().filter(name -> name.matches("features\\.\\d+"))).hasSize(10);
  }

  @Test
  void vggAndTheNetworkOfSmsePoolToTheirEnds() {
    assertThat(maps(new Vgg11()))
        .containsEntry("features.3", List.of(64L, 112L, 112L))
        .containsEntry("features.28", List.of(512L, 7L, 7L));
    assertThat(maps(new SmseCnn())).containsEntry("convnet.17", List.of(64L, 3L, 3L));
  }

  /** Channels, height and width of the feature maps of an image of 224 pixels. */
  private static Map<String, List<Long>> maps(Architecture architecture) {
    Map<String, List<Long>> maps = new LinkedHashMap<>();
    architecture
        .configuration(224, 1)
        .getLayerActivationTypes(InputType.convolutional(224, 224, 3))
        .forEach(
            (name, type) -> {
              if (type instanceof InputType.InputTypeConvolutional map) {
                maps.put(name, List.of(map.getChannels(), map.getHeight(), map.getWidth()));
              }
            });
    return maps;
  }

  private static List<Long> longs(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
