package org.parfocal.backbone.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.backbone.dl4j.internal.GraphBackbone;
import org.parfocal.backbone.dl4j.internal.TestEngine;

/** Plans compute what DL4J's graph computes, for every kind of layer and every algorithm. */
class AgainstGraphTest {
  private static final int IMAGES = 3;

  static Stream<Arguments> networks() {
    return layers().entrySet().stream()
        .flatMap(
            entry ->
                TestPlans.ALGORITHMS.entrySet().stream()
                    .map(
                        algorithms ->
                            Arguments.of(
                                entry.getKey() + ", " + algorithms.getKey(),
                                entry.getValue(),
                                algorithms.getValue())));
  }

  /** A few layers each, with what comes before and after them in real networks. */
  static Map<String, TestNetwork> layers() {
    Map<String, TestNetwork> networks = new LinkedHashMap<>();
    networks.put("convolution", net -> net.convolution(5, 3, 1, 1, true));
    networks.put("strided", net -> net.convolution(5, 3, 2, 1, true));
    networks.put("wide stem", net -> net.convolution(5, 7, 2, 3, false).norm().relu());
    networks.put("cut off", net -> net.convolution(5, 4, 3, 0, true));
    networks.put("pointwise", net -> net.convolution(6, 1, 1, 0, true).relu());
    networks.put("pointwise, strided", net -> net.convolution(6, 1, 2, 0, false).norm());
    networks.put(
        "dilated",
        net -> net.layer(new ConvolutionLayer.Builder(3, 3).dilation(2, 2).nOut(4).build()));
    networks.put(
        "rectangular",
        net ->
            net.layer(
                new ConvolutionLayer.Builder(3, 2).stride(1, 2).padding(1, 0).nOut(4).build()));
    networks.put(
        "same",
        net ->
            net.layer(
                new ConvolutionLayer.Builder(3, 3)
                    .stride(2, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .nOut(4)
                    .build()));
    networks.put(
        "depthwise",
        net ->
            net.layer(
                    new DepthwiseConvolution2D.Builder(3, 3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .depthMultiplier(1)
                        .nOut(6)
                        .hasBias(false)
                        .build())
                .norm()
                .activation(Activation.RELU6));
    networks.put(
        "separable",
        net -> net.layer(new SeparableConvolution2D.Builder(3, 3).padding(1, 1).nOut(4).build()));
    networks.put(
        "depthwise, three filters a channel",
        net ->
            net.layer(
                new DepthwiseConvolution2D.Builder(3, 3)
                    .padding(1, 1)
                    .depthMultiplier(3)
                    .nOut(18)
                    .build()));
    networks.put(
        "separable, three filters a channel",
        net ->
            net.layer(new SeparableConvolution2D.Builder(3, 3).depthMultiplier(3).nOut(4).build()));
    networks.put(
        "global maximum",
        net -> net.layer(new GlobalPoolingLayer.Builder(PoolingType.MAX).build()));
    networks.put(
        "deconvolution",
        net ->
            net.layer(
                new Deconvolution2D.Builder(2, 2).stride(2, 2).nOut(4).hasBias(true).build()));
    networks.put(
        "deconvolution, padded",
        net ->
            net.layer(
                new Deconvolution2D.Builder(3, 3).stride(2, 2).padding(1, 1).nOut(4).build()));
    networks.put(
        "deconvolution, same",
        net ->
            net.layer(
                new Deconvolution2D.Builder(3, 3)
                    .stride(2, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .nOut(4)
                    .build()));
    networks.put(
        "depthwise, same",
        net ->
            net.layer(
                new DepthwiseConvolution2D.Builder(3, 3)
                    .stride(2, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .depthMultiplier(1)
                    .nOut(6)
                    .build()));
    networks.put(
        "average pool, same",
        net ->
            net.layer(
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                    .kernelSize(3, 3)
                    .stride(2, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .build()));
    networks.put("norm", net -> net.norm());
    networks.put("relu", net -> net.norm().relu());
    networks.put("relu6", net -> net.norm().activation(Activation.RELU6));
    networks.put("tanh", net -> net.norm().activation(Activation.TANH));
    networks.put(
        "leaky relu", net -> net.norm().layer(new ActivationLayer(new ActivationLReLU(0.2))));
    networks.put("max pool", net -> net.relu().pool(SubsamplingLayer.PoolingType.MAX, 3, 2, 1));
    networks.put(
        "small max pool", net -> net.relu().pool(SubsamplingLayer.PoolingType.MAX, 2, 2, 0));
    networks.put("average pool", net -> net.pool(SubsamplingLayer.PoolingType.AVG, 2, 2, 0));
    networks.put("padding", net -> net.layer(new ZeroPaddingLayer.Builder(0, 1, 2, 3).build()));
    networks.put(
        "sum",
        net -> {
          String before = net.last();
          return net.convolution(6, 3, 1, 1, false)
              .norm()
              .vertex(new ElementWiseVertex(ElementWiseVertex.Op.Add), before)
              .relu();
        });
    networks.put(
        "concatenation",
        net -> {
          String before = net.last();
          return net.convolution(2, 1, 1, 0, true).relu().vertex(new MergeVertex(), before);
        });
    networks.put("stride of the kernel", net -> net.convolution(4, 3, 3, 0, true));
    networks.put(
        "dense",
        net ->
            net.convolution(4, 3, 3, 0, true)
                .layer(new DenseLayer.Builder().nOut(7).activation(Activation.RELU).build()));
    return networks;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void embeddingsAndGradientsAreThoseOfTheGraph(
      String name, TestNetwork network, Algorithms algorithms) {
    ComputationGraphConfiguration configuration = network.configuration(12);
    try (GraphBackbone graph = TestPlans.graph(configuration, 12);
        PlannedBackbone planned = TestPlans.planned(configuration, 12, algorithms)) {
      TestPlans.equalise(graph, planned);
      INDArray images = TestEngine.noise(7, IMAGES, 12, 12, 3);
      INDArray weights = TestEngine.noise(8, IMAGES, graph.embeddingSize());

      assertThat(TestPlans.error(planned.forward(images, true), graph.forward(images, true)))
          .isLessThan(1e-5);
      graph.backward(weights);
      planned.backward(weights);

      Map<String, INDArray> expected = graph.gradients();
      Map<String, INDArray> found = planned.gradients();
      assertThat(found.keySet())
          .isEqualTo(
              expected.keySet().stream()
                  .filter(key -> !key.contains("running"))
                  .collect(Collectors.toSet()));
      found.forEach(
          (key, gradient) ->
              assertThat(TestPlans.error(gradient, Objects.requireNonNull(expected.get(key))))
                  .as(key)
                  .isLessThan(1e-4));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void inferenceIsThatOfTheGraph(String name, TestNetwork network, Algorithms algorithms) {
    ComputationGraphConfiguration configuration = network.configuration(12);
    try (GraphBackbone graph = TestPlans.graph(configuration, 12);
        PlannedBackbone planned = TestPlans.planned(configuration, 12, algorithms)) {
      TestPlans.equalise(graph, planned);
      INDArray images = TestEngine.noise(7, IMAGES, 12, 12, 3);

      assertThat(TestPlans.error(planned.forward(images, false), graph.forward(images, false)))
          .isLessThan(1e-5);
      graph
          .featureMaps(images)
          .ifPresent(
              maps ->
                  assertThat(TestPlans.error(planned.featureMaps(images).orElseThrow(), maps))
                      .isLessThan(1e-5));
    }
  }
}
