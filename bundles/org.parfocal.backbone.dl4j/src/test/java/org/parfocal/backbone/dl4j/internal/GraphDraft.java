package org.parfocal.backbone.dl4j.internal;

import java.util.Arrays;
import java.util.stream.LongStream;
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
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Writes a network down layer by layer, in PyTorch's terms; each method takes the name of the input
 * and returns the name of what it added.
 */
final class GraphDraft {
  static final String INPUT = "image";

  /** PyTorch's initial slope of PReLU. */
  private static final double SLOPE = 0.25;

  private final GraphBuilder graph;
  private final TwinWeights weights;

  GraphDraft(int imageSize, long seed, TwinWeights weights) {
    this.weights = weights;
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .updater(new NoOp())
            .convolutionMode(ConvolutionMode.Truncate)
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(InputType.convolutional(imageSize, imageSize, 3));
  }

  /** Convolution with bias and ReLU. */
  String convolutionRelu(String input, String name, int out, int kernel, int stride, int padding) {
    return convolution(input, name, out, kernel, stride, padding, true, Activation.RELU);
  }

  /** Convolution with bias. */
  String convolution(String input, String name, int out, int kernel, int stride, int padding) {
    return convolution(input, name, out, kernel, stride, padding, true, Activation.IDENTITY);
  }

  /** Convolution without bias, followed by batch normalisation of the given name. */
  String convolutionNorm(
      String input, String name, String norm, int out, int kernel, int stride, int padding) {
    return norm(
        convolution(input, name, out, kernel, stride, padding, false, Activation.IDENTITY), norm);
  }

  private String convolution(
      String input,
      String name,
      int out,
      int kernel,
      int stride,
      int padding,
      boolean bias,
      Activation activation) {
    graph.addLayer(
        name,
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding)
            .nOut(out)
            .hasBias(bias)
            .activation(activation)
            .weightInit(weights.of(out, kernel))
            .build(),
        input);
    return name;
  }

  /**
   * A 3×3 convolution of each of the channels by itself, without bias, followed by batch
   * normalisation of the given name.
   */
  String depthwiseNorm(String input, String name, String norm, int channels, int stride) {
    graph.addLayer(
        name,
        new DepthwiseConvolution2D.Builder(3, 3)
            .stride(stride, stride)
            .padding(1, 1)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .weightInit(weights.of(channels, 3))
            .build(),
        input);
    return norm(name, norm);
  }

  /** Batch normalisation with PyTorch's ε and momentum. */
  String norm(String input, String name) {
    graph.addLayer(
        name,
        new BatchNormalization.Builder().eps(1e-5).decay(0.9).useLogStd(false).build(),
        input);
    return name;
  }

  /** Linear layer; feature maps are laid out channel by channel before it, as PyTorch does. */
  String linear(String input, String name, int out) {
    graph.addLayer(
        name,
        new DenseLayer.Builder()
            .nOut(out)
            .activation(Activation.IDENTITY)
            .weightInit(weights.of(out, 1))
            .build(),
        input);
    return name;
  }

  String relu(String input) {
    String name = input + ".relu";
    graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
    return name;
  }

  String relu6(String input) {
    String name = input + ".relu6";
    graph.addLayer(name, new ActivationLayer(Activation.RELU6), input);
    return name;
  }

  /**
   * PReLU with one slope for all, a quarter at first, as PyTorch's is by default.
   *
   * @param axes of the input besides the batch: 3 for feature maps, 1 for vectors
   */
  String prelu(String input, String name, int axes) {
    long[] shape = new long[axes];
    Arrays.fill(shape, 1);
    graph.addLayer(
        name,
        new PReLULayer.Builder()
            .inputShape(shape)
            .sharedAxes(LongStream.rangeClosed(1, axes).toArray())
            .weightInit(new WeightInitConstant(SLOPE))
            .build(),
        input);
    return name;
  }

  /** Padding, if there is any, is with zeros: the input must not be negative then. */
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
    graph.addLayer("embedding", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), input);
    return end("embedding");
  }

  /** Ends with the input, which is a vector. */
  ComputationGraphConfiguration end(String input) {
    return graph.setOutputs(input).build();
  }
}
