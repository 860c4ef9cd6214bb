package org.parfocal.learning.internal.input;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;

/** Images that were read, for the backbone that the feed was asked for. */
public interface ImageBatch {
  /** Embeds them, as {@link Backbone#forward}. */
  INDArray embed(Backbone backbone, boolean training);

  /** Lets the backbone fetch them while it computes. */
  default void send() {}
}
