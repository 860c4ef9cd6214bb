package org.parfocal.core.internal.study;

import org.parfocal.api.Stretch;

/** How much of its work a job does: all, or as much as tells how long all would take. */
interface Extent {
  /** All of it. */
  Extent WHOLE = (stretch, done) -> true;

  /** As {@link org.parfocal.api.JobContext#goesOn}. */
  boolean goesOn(Stretch stretch, long done);

  /** Augmentations added so many samples to those of the fold. */
  default void added(int samples) {}

  /** Of so many samples of a part, how many are predicted; the others are given their outputs. */
  default int predicted(int samples) {
    return samples;
  }
}
