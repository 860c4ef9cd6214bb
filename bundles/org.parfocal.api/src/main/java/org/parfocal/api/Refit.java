package org.parfocal.api;

/**
 * A second training on the training and the validation samples together, after the first one chose
 * how long to train. It begins anew from the same seed, and has the learning rate and everything
 * else that follows a schedule of the first one's steps.
 *
 * @param steps that lead to the epoch that was chosen
 * @param scheduled steps of the whole first training, chosen or not
 */
public record Refit(long steps, long scheduled) {
  public Refit {
    if (steps < 1 || scheduled < steps) {
      throw new IllegalArgumentException("%d of %d steps".formatted(steps, scheduled));
    }
  }
}
