package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.ConvolutionShape;
import org.parfocal.plan.Geometry;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Operation;
import org.parfocal.plan.SlidingWindow;

/**
 * A convolution as cuDNN sees it.
 *
 * @param weight name of the weights
 * @param shape with padding that is the same on both sides
 * @param transposed whether the node computes the convolution's input gradient
 * @param frame the input with its padding around it, where that is not the same on both sides; else
 *     the input itself
 * @param top rows of the frame above the input
 * @param left columns of the frame at its left
 */
record Filter(
    String weight, ConvolutionShape shape, boolean transposed, MapShape frame, int top, int left) {
  /** A linear map reads a whole map, which is a vector as it lies in memory. */
  static Filter of(NodeDraft<CudaMemory> node, Operation.Dense dense) {
    MapShape map = node.node().input().shape();
    MapShape in = new MapShape(1, 1, (int) (map.places() * map.channels()));
    MapShape out = new MapShape(1, 1, node.node().shape().channels());
    return new Filter(
        dense.weight(),
        shape(node.images(), SlidingWindow.POINT, in, out, 0, 0, 1),
        false,
        in,
        0,
        0);
  }

  static Filter of(NodeDraft<CudaMemory> node, Operation.Convolution convolution) {
    MapShape in = node.node().input().shape();
    MapShape out = node.node().shape();
    SlidingWindow window = convolution.window();
    if (convolution.kind() == Operation.Convolution.Kind.TRANSPOSED) {
      Geometry geometry = new Geometry(window, out, in);
      return new Filter(
          convolution.weight(),
          shape(node.images(), window, out, in, geometry.top(), geometry.left(), 1),
          true,
          in,
          0,
          0);
    }
    int groups = convolution.kind() == Operation.Convolution.Kind.DEPTHWISE ? in.channels() : 1;
    Geometry geometry = new Geometry(window, in, out);
    int top = geometry.top();
    int left = geometry.left();
    if (even(window.height(), window.strideY(), window.dilationY(), top, in.height(), out.height())
        && even(
            window.width(), window.strideX(), window.dilationX(), left, in.width(), out.width())) {
      return new Filter(
          convolution.weight(),
          shape(node.images(), window, in, out, top, left, groups),
          false,
          in,
          0,
          0);
    }
    MapShape frame =
        new MapShape(
            seen(window.height(), window.strideY(), window.dilationY(), out.height()),
            seen(window.width(), window.strideX(), window.dilationX(), out.width()),
            in.channels());
    return new Filter(
        convolution.weight(),
        shape(node.images(), window, frame, out, 0, 0, groups),
        false,
        frame,
        top,
        left);
  }

  /** How many weights there are. */
  long weights() {
    return (long) shape.outChannels()
        * shape.kernelHeight()
        * shape.kernelWidth()
        * (shape.inChannels() / shape.groups());
  }

  /** Whether padding of this size on both sides gives an output of this size. */
  private static boolean even(int kernel, int stride, int dilation, int pad, int in, int out) {
    return (in + 2 * pad - (kernel - 1) * dilation - 1) / stride + 1 == out;
  }

  /** How many places the windows see together. */
  private static int seen(int kernel, int stride, int dilation, int out) {
    return (out - 1) * stride + (kernel - 1) * dilation + 1;
  }

  private static ConvolutionShape shape(
      int images, SlidingWindow window, MapShape in, MapShape out, int top, int left, int groups) {
    return new ConvolutionShape(
        images,
        in.height(),
        in.width(),
        in.channels(),
        out.height(),
        out.width(),
        out.channels(),
        window.height(),
        window.width(),
        window.strideY(),
        window.strideX(),
        top,
        left,
        window.dilationY(),
        window.dilationX(),
        groups);
  }
}
