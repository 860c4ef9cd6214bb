package org.parfocal.backbone.dl4j.internal.plan;

import org.parfocal.plan.Buffer;
import org.parfocal.plan.NodeDraft;

/** Sum of the inputs, into the memory of one of them where that may be. */
final class AddStage extends NativeStage {
  private final int inputs;

  AddStage(NodeDraft<PlanCalls> node) {
    super(node);
    inputs = node.node().inputs().size();
  }

  @Override
  public void forward() {
    Buffer sum = node.result();
    boolean empty = true;
    for (int index = 0; index < inputs; index++) {
      empty &= node.input(index) != sum;
    }
    for (int index = 0; index < inputs; index++) {
      Buffer part = node.input(index);
      if (part != sum) {
        add(part, sum, empty);
        empty = false;
      }
    }
  }

  private void add(Buffer part, Buffer sum, boolean first) {
    step(
        calls ->
            first
                ? calls.copy(calls.flat(part), calls.flat(sum))
                : calls.sum(calls.flat(sum), calls.flat(part), calls.flat(sum)),
        part,
        sum);
  }

  @Override
  public void backward() {
    Buffer gradient = node.gradient();
    for (int index = 0; index < inputs; index++) {
      Buffer target = node.inputGradient(index);
      if (target != null && target != gradient) {
        step(calls -> calls.copy(calls.flat(gradient), calls.flat(target)), gradient, target);
      }
    }
  }
}
