package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Writes a network down layer by layer, in PyTorch's terms; each method takes the name of the input
 * and returns the name of what it added.
 */
final class GraphDraft {
  static final String INPUT = "image";

  private final GraphBuilder graph;

  GraphDraft(int imageSize, long seed) {
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.RELU)
            .updater(new NoOp())
            .convolutionMode(ConvolutionMode.Truncate)
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(InputType.convolutional(imageSize, imageSize, 3));
  }

  /** Convolution with bias and ReLU. */
  String convolutionRelu(String input, String name, int out, int kernel, int stride, int padding) {
    return convolution(input, name, out, kernel, stride, padding, true);
  }

  /** Convolution without bias, followed by batch normalisation of the given name. */
  String convolutionNorm(
      String input, String name, String norm, int out, int kernel, int stride, int padding) {
    convolution(input, name, out, kernel, stride, padding, false);
    graph.addLayer(
        norm, new BatchNormalization.Builder().eps(1e-5).decay(0.9).useLogStd(false).build(), name);
    return norm;
  }

  private String convolution(
      String input,
      String name,
      int out,
      int kernel,
      int stride,
      int padding,
      boolean biasAndRelu) {
    graph.addLayer(
        name,
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding)
            .nOut(out)
            .hasBias(biasAndRelu)
            .activation(biasAndRelu ? Activation.RELU : Activation.IDENTITY)
            .build(),
        input);
    return name;
  }

  String relu(String input) {
    String name = input + ".relu";
    graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
    return name;
  }

  /** Padding is with zeros: the input must not be negative. */
  String maxPool(String input, String name, int kernel, int stride, int padding) {
    graph.addLayer(
        name,
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
            .kernelSize(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding)
            .build(),
        input);
    return name;
  }

  /** Adds zero rows at the bottom and zero columns at the right. */
  String padEnd(String input, int pixels) {
    String name = input + ".pad";
    graph.addLayer(name, new ZeroPaddingLayer.Builder(0, pixels, 0, pixels).build(), input);
    return name;
  }

  String add(String name, String left, String right) {
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right);
    return name;
  }

  /** Concatenates channels. */
  String concatenate(String name, String left, String right) {
    graph.addVertex(name, new MergeVertex(), left, right);
    return name;
  }

  /** Ends with the global average of the input. */
  ComputationGraphConfiguration average(String input) {
    return graph
        .addLayer("embedding", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), input)
        .setOutputs("embedding")
        .build();
  }
}
