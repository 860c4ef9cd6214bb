package org.parfocal.learning;

import java.util.function.ToIntFunction;
import org.parfocal.api.PluginException;
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

  /**
   * The backbone that embeds a sample.
   *
   * @throws PluginException if there is no such backbone
   */
  public int of(Sample sample) {
    int chosen = branch.applyAsInt(sample);
    if (chosen < 0 || chosen >= count) {
      throw new PluginException(
          "The model strategy sends %s to backbone %d of %d."
              .formatted(sample.image().description(), chosen + 1, count));
    }
    return chosen;
  }
}
