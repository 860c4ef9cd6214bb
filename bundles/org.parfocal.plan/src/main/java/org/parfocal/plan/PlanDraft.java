package org.parfocal.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a plan in their order, before its buffers have memory. A step says which buffers it
 * uses, so that they can be placed when all lifetimes are known.
 *
 * @param <M> what the steps are bound to
 */
public final class PlanDraft<M> {
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Draft<M>> drafts = new ArrayList<>();
  private int forwardSteps = -1;

  private record Draft<M>(String layer, Making<M> making) {}

  /** A new buffer; the first step that uses it must write it. */
  Buffer buffer(NumberType type, long... shape) {
    Buffer buffer = new Buffer(type, shape);
    buffers.add(buffer);
    return buffer;
  }

  /** Adds a step of a layer. */
  void add(String layer, Making<M> making, Buffer... used) {
    for (Buffer buffer : used) {
      buffer.usedBy(drafts.size());
    }
    drafts.add(new Draft<>(layer, making));
  }

  /** All steps so far are the forward pass; the backward pass follows. */
  void endForward() {
    forwardSteps = drafts.size();
  }

  /** Keeps a buffer until the next step at least. */
  void keep(Buffer buffer) {
    buffer.usedBy(drafts.size());
  }

  /** Places all buffers; returns how many bytes they need. */
  public long place() {
    return Placement.place(buffers);
  }

  /**
   * Makes the plan; {@link #place} comes before.
   *
   * @param memory with at least as many bytes as {@link #place} said
   */
  public Plan build(M memory) {
    List<Plan.Step> steps = new ArrayList<>();
    for (Draft<M> draft : drafts) {
      steps.add(new Plan.Step(draft.layer(), draft.making().make(memory)));
    }
    return new Plan(steps, forwardSteps < 0 ? steps.size() : forwardSteps);
  }
}
