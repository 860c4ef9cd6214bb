package org.parfocal.backbone.dl4j.internal.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Steps with everything bound: running it allocates nothing. */
final class Plan implements AutoCloseable {
  private final Runnable[] forward;
  private final Runnable[] backward;
  private final List<Step> steps;
  private final Calls calls;

  /** A step, and the layer that it belongs to. */
  record Step(String layer, Runnable work) {}

  /** The first {@code forwardSteps} steps are the forward pass. */
  Plan(List<Step> steps, int forwardSteps, Calls calls) {
    this.steps = List.copyOf(steps);
    this.calls = calls;
    forward = works(steps.subList(0, forwardSteps));
    backward = works(steps.subList(forwardSteps, steps.size()));
  }

  private static Runnable[] works(List<Step> steps) {
    return steps.stream().map(Step::work).toArray(Runnable[]::new);
  }

  void forward() {
    for (Runnable step : forward) {
      step.run();
    }
  }

  void backward() {
    for (Runnable step : backward) {
      step.run();
    }
  }

  /** Runs the forward pass until a layer's result fails a test; names that layer. */
  Optional<String> firstForward(Predicate<String> fails) {
    for (int index = 0; index < forward.length; index++) {
      forward[index].run();
      String layer = steps.get(index).layer();
      boolean last = index + 1 == forward.length || !steps.get(index + 1).layer().equals(layer);
      if (last && fails.test(layer)) {
        return Optional.of(layer);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    calls.close();
  }
}
