package org.parfocal.backbone.dl4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.parfocal.backbone.dl4j.internal.plan.NetworkReader;
import org.parfocal.plan.Node;
import org.parfocal.plan.SlidingWindow;
import org.parfocal.plan.architecture.InitialWeights;
import org.parfocal.plan.architecture.Network;
import org.parfocal.plan.architecture.NetworkDraft;

/** Layers that a plugin's network may have, and none of ours has, are those of DL4J. */
class NetworkDraftTest {
  private static final int SIZE = 17;

  private final NetworkDraft draft = new NetworkDraft(SIZE, InitialWeights.UNIFORM_BY_INPUTS);

  @Test
  void layersHaveDl4jsShapesAndTensors() {
    SlidingWindow dilated = new SlidingWindow(3, 2, 2, 1, 1, 0, 2, 2, false);
    Node x = draft.convolution(draft.image(), "dilated", 5, dilated, true);
    x = draft.leakyRelu(x, 0.2);
    x = draft.transposed(x, "up", 4, 3, 2, 1);
    x = draft.dropout(draft.tanh(x), 0.25);
    x = draft.averagePool(x, "pool", 3, 2, 1);
    Network found = draft.average(x);

    ComputationGraphConfiguration expected =
        dl4j(
            "dilated",
            new ConvolutionLayer.Builder(3, 2)
                .stride(2, 1)
                .padding(1, 0)
                .dilation(2, 2)
                .nOut(5)
                .build(),
            "dilated.leaky_relu",
            new ActivationLayer(new ActivationLReLU(0.2)),
            "up",
            new Deconvolution2D.Builder(3, 3).stride(2, 2).padding(1, 1).nOut(4).build(),
            "up.tanh",
            new ActivationLayer(Activation.TANH),
            "up.tanh.dropout",
            new DropoutLayer(0.75),
            "pool",
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                .kernelSize(3, 3)
                .stride(2, 2)
                .padding(1, 1)
                .build(),
            "embedding",
            new GlobalPoolingLayer(PoolingType.AVG));
    assertThat(Described.layers(found.layers()))
        .isEqualTo(Described.layers(NetworkReader.read(expected, SIZE)));
    assertThat(found.initial().keySet())
        .containsExactly("dilated.weight", "dilated.bias", "up.weight", "up.bias");
  }

  private static ComputationGraphConfiguration dl4j(Object... namesAndLayers) {
    TestEngine.start();
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .activation(Activation.IDENTITY)
            .convolutionMode(ConvolutionMode.Truncate)
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(SIZE, SIZE, 3));
    String last = "image";
    for (int index = 0; index < namesAndLayers.length; index += 2) {
      String name = (String) namesAndLayers[index];
      graph.addLayer(name, (Layer) namesAndLayers[index + 1], last);
      last = name;
    }
    return graph.setOutputs(last).build();
  }

  @Test
  void aLayerThatDoesNotFitItsInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.convolution(draft.image(), "wide", 4, 19, 2, 0))
        .withMessage("layer wide: its input is smaller than its window");
    Node large = draft.convolution(draft.image(), "large", 4, 3, 1, 1);
    Node small = draft.maxPool(large, "small", 2, 2, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.sum("sum", large, small))
        .withMessage("layer sum: large and small differ in shape");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.concatenate("both", large, small))
        .withMessage("layer both: large and small differ in size");
  }

  @Test
  void aNameIsOneLayers() {
    Node x = draft.convolutionRelu(draft.image(), "conv", 4, 3, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.convolution(x, "conv", 4, 3, 1, 1))
        .withMessage("layer conv: another layer has its name");
    Node relu = draft.relu(draft.norm(x, "norm"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.maxPool(relu, "norm", 2, 2, 0))
        .withMessage("layer norm: another layer has its name");
  }

  @Test
  void anEndThatIsNotTheLastLayerIsRefused() {
    Node x = draft.linear(draft.image(), "first", 4);
    draft.linear(x, "second", 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.end(x))
        .withMessage("layer first: it was not added last");
  }
}
