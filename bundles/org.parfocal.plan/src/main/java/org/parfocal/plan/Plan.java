package org.parfocal.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Steps with everything bound: running it allocates nothing. */
public final class Plan {
  private final Runnable[] forward;
  private final Runnable[] backward;
  private final List<Step> steps;

  /** A step, and the layer that it belongs to. */
  record Step(String layer, Runnable work) {}

  /** The first {@code forwardSteps} steps are the forward pass. */
  Plan(List<Step> steps, int forwardSteps) {
    this.steps = List.copyOf(steps);
    forward = works(steps.subList(0, forwardSteps));
    backward = works(steps.subList(forwardSteps, steps.size()));
  }

  private static Runnable[] works(List<Step> steps) {
    return steps.stream().map(Step::work).toArray(Runnable[]::new);
  }

  /** From the images to the embeddings. */
  public void forward() {
    for (Runnable step : forward) {
      step.run();
    }
  }

  /** From the gradient of the embeddings to those of the parameters; once after a forward pass. */
  public void backward() {
    for (Runnable step : backward) {
      step.run();
    }
  }

  /** Runs the forward pass until a layer's result fails a test; names that layer. */
  public Optional<String> firstForward(Predicate<String> fails) {
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
}
