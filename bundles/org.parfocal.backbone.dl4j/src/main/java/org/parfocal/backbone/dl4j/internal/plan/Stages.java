package org.parfocal.backbone.dl4j.internal.plan;

/** Which stage a node has. */
final class Stages {
  private Stages() {}

  static Stage of(Compiler compiler, Node node) {
    Operation operation = node.operation();
    if (operation instanceof Operation.Convolution op) {
      Weights weights = compiler.weights(node, op.weight(), op.bias());
      return switch (op.kind()) {
        case PLAIN -> new ConvolutionStage(compiler, node, weights, op.window());
        case DEPTHWISE -> new FilterStage(compiler, node, weights, op.window(), "depthwise_conv2d");
        case TRANSPOSED -> new FilterStage(compiler, node, weights, op.window(), "deconv2d");
      };
    }
    if (operation instanceof Operation.Dense op) {
      return new DenseStage(compiler, node, compiler.weights(node, op.weight(), op.bias()));
    }
    if (operation instanceof Operation.BatchNorm op) {
      return compiler.needsGradient(node)
          ? new BatchNormStage(compiler, node, op)
          : new FixedBatchNormStage(compiler, node, op);
    }
    if (operation instanceof Operation.Activate op) {
      return new ActivationStage(compiler, node, op);
    }
    if (operation instanceof Operation.ParametricRelu op) {
      return new ParametricReluStage(compiler, node, compiler.weights(node, op.weight(), null));
    }
    if (operation instanceof Operation.Pool op) {
      return new PoolStage(compiler, node, op);
    }
    if (operation instanceof Operation.GlobalPool op) {
      return op.maximum()
          ? new PoolStage(compiler, node, everywhere(node.input().shape()))
          : new GlobalAverageStage(compiler, node);
    }
    if (operation instanceof Operation.GeneralizedMean op) {
      return new GeneralizedMeanStage(compiler, node, op);
    }
    if (operation instanceof Operation.Add) {
      return new AddStage(compiler, node);
    }
    if (operation instanceof Operation.Concatenate) {
      return new ConcatenateStage(compiler, node);
    }
    if (operation instanceof Operation.Pad op) {
      return new PadStage(compiler, node, op);
    }
    if (operation instanceof Operation.Dropout op) {
      return new DropoutStage(compiler, node, op);
    }
    if (operation instanceof Operation.MixStyle op) {
      return new MixStyleStage(compiler, node, op);
    }
    throw new IllegalArgumentException(node.name() + " is a " + operation);
  }

  /** The maximum under a window as large as the map. */
  private static Operation.Pool everywhere(MapShape map) {
    return new Operation.Pool(
        true, new SlidingWindow(map.height(), map.width(), 1, 1, 0, 0, 1, 1, false));
  }
}
