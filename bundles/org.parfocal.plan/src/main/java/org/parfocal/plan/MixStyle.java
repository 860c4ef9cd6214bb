package org.parfocal.plan;

import java.util.List;

/**
 * MixStyle (Zhou, Yang, Qiao and Xiang 2021, "Domain generalization with MixStyle", ICLR): in
 * training, feature maps get mean and deviation of each channel mixed with those of another image
 * of the batch, which is drawn from all of them; in inference nothing happens. No gradient passes
 * through means and deviations.
 *
 * @param after names of the modules whose maps are mixed, for example {@code layer1}; none for no
 *     mixing
 * @param probability that the maps of a batch are mixed; each module draws for itself
 * @param alpha of Beta(α, α), from which the share that an image keeps is drawn: above 0, at most 1
 */
public record MixStyle(List<String> after, double probability, double alpha) {
  /** Nothing is mixed. */
  public static final MixStyle NONE = new MixStyle(List.of(), 0, 1);

  /** Leaves out names without letters. */
  public MixStyle {
    after = after.stream().filter(name -> !name.isBlank()).toList();
  }

  /** Whether anything is ever mixed. */
  public boolean on() {
    return probability > 0 && !after.isEmpty();
  }
}
