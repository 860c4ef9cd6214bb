package org.parfocal.plan;

/** Which of a target's operations a node is. */
final class Stages {
  private Stages() {}

  static <M> Stage of(Operations<M> target, NodeDraft<M> node) {
    Operation operation = node.node().operation();
    if (operation instanceof Operation.Convolution op) {
      return target.convolution(node, op);
    }
    if (operation instanceof Operation.Dense op) {
      return target.dense(node, op);
    }
    if (operation instanceof Operation.BatchNorm op) {
      return node.passesGradient() ? target.batchNorm(node, op) : target.fixedBatchNorm(node, op);
    }
    if (operation instanceof Operation.Activate op) {
      return target.activate(node, op);
    }
    if (operation instanceof Operation.ParametricRelu op) {
      return target.parametricRelu(node, op);
    }
    if (operation instanceof Operation.Pool op) {
      return target.pool(node, op);
    }
    if (operation instanceof Operation.GlobalPool op) {
      return op.maximum()
          ? target.pool(node, everywhere(node.node().input().shape()))
          : target.globalAverage(node);
    }
    if (operation instanceof Operation.GeneralizedMean op) {
      return target.generalizedMean(node, op);
    }
    if (operation instanceof Operation.Add) {
      return target.add(node);
    }
    if (operation instanceof Operation.Concatenate) {
      return target.concatenate(node);
    }
    if (operation instanceof Operation.Pad op) {
      return target.pad(node, op);
    }
    if (operation instanceof Operation.Dropout op) {
      return target.dropout(node, op);
    }
    if (operation instanceof Operation.MixStyle op) {
      return target.mixStyle(node, op);
    }
    throw new IllegalArgumentException(node.node().name() + " is a " + operation);
  }

  /** The maximum under a window as large as the map. */
  private static Operation.Pool everywhere(MapShape map) {
    return new Operation.Pool(
        true, new SlidingWindow(map.height(), map.width(), 1, 1, 0, 0, 1, 1, false));
  }
}
