package org.parfocal.cuda.internal.device;

import org.bytedeco.cuda.global.cudnn;

/**
 * Which of the three computations of a convolution, with the names that cuDNN has for its parts.
 */
public enum ConvolutionKind {
  /** The result from input and weights. */
  FORWARD(
      cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_CONV_DESC,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_X,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_W,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_Y,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_ALPHA,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_BETA),
  /** The gradient of the input from that of the result and the weights. */
  INPUT_GRADIENT(
      cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_DATA_DESCRIPTOR,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_CONV_DESC,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DX,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_W,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DY,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_ALPHA,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_BETA),
  /** The gradient of the weights from that of the result and the input. */
  WEIGHT_GRADIENT(
      cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_FILTER_DESCRIPTOR,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_CONV_DESC,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_X,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DW,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DY,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_ALPHA,
      cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_BETA);

  final int descriptor;
  final int geometry;
  final int input;
  final int weights;
  final int output;
  final int alpha;
  final int beta;

  ConvolutionKind(
      int descriptor, int geometry, int input, int weights, int output, int alpha, int beta) {
    this.descriptor = descriptor;
    this.geometry = geometry;
    this.input = input;
    this.weights = weights;
    this.output = output;
    this.alpha = alpha;
    this.beta = beta;
  }
}
