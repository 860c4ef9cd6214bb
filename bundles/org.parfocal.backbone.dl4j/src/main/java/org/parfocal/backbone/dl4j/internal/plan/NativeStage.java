package org.parfocal.backbone.dl4j.internal.plan;

import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.Making;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.NodeDraft;
import org.parfocal.plan.Stage;

/** Writes the steps of one node as calls of ND4J. */
abstract class NativeStage implements Stage {
  final NodeDraft<PlanCalls> node;
  final int images;

  NativeStage(NodeDraft<PlanCalls> node) {
    this.node = node;
    images = node.images();
  }

  /** Shape of the result for one image. */
  final MapShape out() {
    return node.node().shape();
  }

  /** Shape of the first input for one image. */
  final MapShape in() {
    return node.node().input().shape();
  }

  /** Adds a step. */
  final void step(Making<PlanCalls> making, Buffer... used) {
    node.step(making, used);
  }

  /** Lets {@code writing} write the gradient of the first input, if that is wanted. */
  final void gradientOfInput(Consumer<Buffer> writing) {
    Buffer target = node.inputGradient();
    if (target != null) {
      writing.accept(target);
    }
  }

  /** sums ← for each of the columns of {@code [rows, columns]}, its sum. */
  final void columnSums(Buffer matrix, long rows, long columns, INDArray sums) {
    step(
        calls ->
            calls.multiply(
                calls.ones(1, rows),
                false,
                calls.as(matrix, rows, columns),
                false,
                sums.reshape(1, columns)),
        matrix);
  }
}
