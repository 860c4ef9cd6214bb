package org.parfocal.learning;

import java.util.function.ToIntFunction;
import org.parfocal.api.Sample;

/**
 * Several backbones of one architecture, each for some of the samples, for example one for each
 * magnification.
 *
 * @param count number of backbones, at least 1
 * @param branch which of them embeds a sample, from 0; must know an answer for every sample and
 *     must not look at the label
 */
public record Branches(int count, ToIntFunction<Sample> branch) {
  /** One backbone for all samples. */
  public static final Branches SHARED = new Branches(1, sample -> 0);

  public Branches {
    if (count < 1) {
      throw new IllegalArgumentException("there must be a branch");
    }
  }
}
