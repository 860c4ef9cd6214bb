package org.parfocal.api;

/**
 * Work of a job in steps that take about the same time each. By stretches the time of a job is
 * judged while it runs, and before it runs.
 *
 * @param name in this job no other has it, for example {@code training} or {@code generator of
 *     benign}
 * @param steps how many the job needs, at least one
 * @param use who has no need to do it again
 */
public record Stretch(String name, long steps, Use use) {
  /** Who uses what a stretch makes. */
  public enum Use {
    /** This job alone. */
    JOB,
    /** The jobs of this fold and seed that have a stretch of this name, by the cache. */
    FOLD_AND_SEED,
    /** All jobs of the study, by the cache; a step is an image. */
    IMAGES
  }

  /** Work for this job alone. */
  public Stretch(String name, long steps) {
    this(name, steps, Use.JOB);
  }

  /** Checks the number of steps. */
  public Stretch {
    if (steps < 1) {
      throw new IllegalArgumentException("a stretch needs steps: " + name);
    }
  }
}
