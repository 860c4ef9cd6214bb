package org.parfocal.backbone.dl4j.internal.plan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parfocal.nd4j.NativeFloats;
import org.parfocal.nd4j.NativeMemory;
import org.parfocal.plan.Compiler;
import org.parfocal.plan.Operations;
import org.parfocal.plan.Target;

/** ND4J's device as a target of plans. */
final class NativeTarget implements Target<PlanCalls, BoundPlan> {
  private final Operations<PlanCalls> operations;
  private @Nullable NativeFloats memory;

  NativeTarget(Operations<PlanCalls> operations) {
    this.operations = operations;
  }

  @Override
  public Operations<PlanCalls> operations() {
    return operations;
  }

  @Override
  public String memory() {
    return "native memory";
  }

  @Override
  public long free() {
    return NativeMemory.free();
  }

  @Override
  public boolean reserve(long bytes) {
    if (memory != null) {
      memory.close();
      memory = null;
    }
    if (bytes > 0) {
      memory = new NativeFloats(bytes / Float.BYTES);
    }
    return true;
  }

  @Override
  public BoundPlan bind(Compiler<PlanCalls> compiled) {
    PlanCalls calls = new PlanCalls(Objects.requireNonNull(memory).array());
    return BoundPlan.of(compiled, calls);
  }

  @Override
  public void close(BoundPlan plan) {
    plan.calls().close();
  }
}
