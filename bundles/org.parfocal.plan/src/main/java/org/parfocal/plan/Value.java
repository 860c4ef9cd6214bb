package org.parfocal.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a node gives, and the gradient of the loss by it. Nodes that compute in place share it with
 * their input.
 */
final class Value {
  private final Buffer activations;
  private final @Nullable Buffer gradient;
  private boolean gradientWritten;
  private boolean resultNeeded;

  /** {@code gradient} is null if nothing before this learns. */
  Value(Buffer activations, @Nullable Buffer gradient) {
    this.activations = activations;
    this.gradient = gradient;
  }

  Buffer activations() {
    return activations;
  }

  boolean hasGradient() {
    return gradient != null;
  }

  Buffer gradient() {
    if (gradient == null) {
      throw new IllegalStateException("no gradient is wanted here");
    }
    return gradient;
  }

  /** Whether some reader has written its part of the gradient; from now on, one has. */
  boolean takeGradientWritten() {
    boolean before = gradientWritten;
    gradientWritten = true;
    return before;
  }

  /** Says that the backward pass of the node that gives this reads it as it is now. */
  void needResult() {
    resultNeeded = true;
  }

  boolean resultNeeded() {
    return resultNeeded;
  }
}
