package org.parfocal.benchmarks;

/**
 * How far an engine's results are from the reference's.
 *
 * @param losses largest relative difference
 */
record Accuracy(Difference embeddings, Difference gradients, double losses, Difference statistics) {
  /** Small differences grow with each training step. */
  private static final int GROWTH = 10;

  static Accuracy of(Results engine, Results reference) {
    return new Accuracy(
        Difference.of(engine.embeddings(), reference.embeddings()),
        Difference.of(engine.gradients(), reference.gradients()),
        Difference.largest(engine.losses(), reference.losses()),
        Difference.of(engine.statistics(), reference.statistics()));
  }

  /**
   * Whether nothing differs by more than rounding.
   *
   * @param rounding another engine's differences, which are known to be rounding
   * @param slack how many times as large this engine's may be
   * @param tolerance what is small enough in any case; a multiple of it after training steps
   */
  boolean within(Accuracy rounding, int slack, double tolerance) {
    return small(embeddings.relative(), rounding.embeddings.relative(), slack, tolerance)
        && small(gradients.relative(), rounding.gradients.relative(), slack, tolerance)
        && small(losses, rounding.losses, slack, GROWTH * tolerance)
        && small(statistics.relative(), rounding.statistics.relative(), slack, GROWTH * tolerance);
  }

  /** False for what is not a number. */
  private static boolean small(double difference, double rounding, int slack, double tolerance) {
    return difference <= Math.max(tolerance, slack * rounding);
  }
}
