package org.parfocal.backbone.dl4j.internal.plan;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;

/** Some layers between a convolution to six channels and a convolution with an average. */
@FunctionalInterface
interface TestNetwork {
  Writing write(Writing network);

  /** The configuration for square images. */
  default ComputationGraphConfiguration configuration(int imageSize) {
    Writing writing = new Writing(imageSize);
    String end = write(writing.convolution(6, 3, 1, 1, false)).last();
    boolean vector = end.endsWith("Dense") || end.endsWith("GlobalPooling");
    return vector
        ? writing.end()
        : writing
            .convolution(5, 3, 1, 1, true)
            .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
            .end();
  }

  /** Adds layer to layer. */
  final class Writing {
    private final GraphBuilder graph;
    private String last = "image";
    private int count;

    Writing(int imageSize) {
      graph =
          new NeuralNetConfiguration.Builder()
              .seed(3)
              .weightInit(WeightInit.RELU)
              .activation(Activation.IDENTITY)
              .updater(new NoOp())
              .convolutionMode(ConvolutionMode.Truncate)
              .graphBuilder()
              .addInputs(last)
              .setInputTypes(InputType.convolutional(imageSize, imageSize, 3));
    }

    String last() {
      return last;
    }

    Writing layer(Layer layer) {
      String name = ++count + layer.getClass().getSimpleName().replace("Layer", "");
      graph.addLayer(name, layer, last);
      last = name;
      return this;
    }

    Writing vertex(GraphVertex vertex, String other) {
      String name = ++count + vertex.getClass().getSimpleName();
      graph.addVertex(name, vertex, last, other);
      last = name;
      return this;
    }

    Writing convolution(int out, int kernel, int stride, int padding, boolean bias) {
      return layer(
          new ConvolutionLayer.Builder(kernel, kernel)
              .stride(stride, stride)
              .padding(padding, padding)
              .nOut(out)
              .hasBias(bias)
              .build());
    }

    Writing norm() {
      return layer(new BatchNormalization.Builder().useLogStd(false).build());
    }

    Writing relu() {
      return activation(Activation.RELU);
    }

    Writing activation(Activation activation) {
      return layer(new ActivationLayer(activation));
    }

    Writing pool(SubsamplingLayer.PoolingType type, int kernel, int stride, int padding) {
      return layer(
          new SubsamplingLayer.Builder(type)
              .kernelSize(kernel, kernel)
              .stride(stride, stride)
              .padding(padding, padding)
              .build());
    }

    ComputationGraphConfiguration end() {
      return graph.setOutputs(last).build();
    }
  }
}
