package org.parfocal.backbone.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps of a plan in their order, before its buffers have memory. A step says which buffers it
 * uses, so that its arrays can be made when all lifetimes are known.
 */
final class PlanDraft {
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private int forwardSteps = -1;

  private record Draft(String layer, Making making) {}

  /** Makes a step once its buffers have arrays. */
  @FunctionalInterface
  interface Making {
    Runnable make(Calls calls);
  }

  /** A new buffer; the first step that uses it must write it. */
  Buffer buffer(long... shape) {
    Buffer buffer = new Buffer(shape);
    buffers.add(buffer);
    return buffer;
  }

  /** Adds a step of a layer. */
  void add(String layer, Making making, Buffer... used) {
    for (Buffer buffer : used) {
      buffer.usedBy(drafts.size());
    }
    drafts.add(new Draft(layer, making));
  }

  /** All steps so far are the forward pass; the backward pass follows. */
  void endForward() {
    forwardSteps = drafts.size();
  }

  /** Keeps a buffer until the next step at least. */
  void keep(Buffer buffer) {
    buffer.usedBy(drafts.size());
  }

  /** Places all buffers; returns how many numbers they need. */
  long place() {
    return Placement.place(buffers);
  }

  /**
   * Makes the plan; {@link #place} comes before.
   *
   * @param memory at least as long as {@link #place} said
   */
  Plan build(INDArray memory) {
    buffers.forEach(buffer -> buffer.bind(memory));
    Calls calls = new Calls();
    List<Plan.Step> steps = new ArrayList<>();
    for (Draft draft : drafts) {
      steps.add(new Plan.Step(draft.layer(), draft.making().make(calls)));
    }
    return new Plan(steps, forwardSteps < 0 ? steps.size() : forwardSteps, calls);
  }
}
