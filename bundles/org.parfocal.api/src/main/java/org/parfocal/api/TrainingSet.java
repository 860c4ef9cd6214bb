package org.parfocal.api;

import java.util.List;

/**
 * Training samples and the way they are drawn.
 *
 * @param samples every sample that may be drawn
 * @param classes number of classes
 * @param groupSize samples in each group of a draw: 1 single, 2 pair, 3 triplet, M pyramid
 * @param draw gives each epoch's groups
 */
public record TrainingSet(List<Sample> samples, int classes, int groupSize, Draw draw) {
  public TrainingSet {
    samples = List.copyOf(samples);
    if (samples.isEmpty() || groupSize < 1 || classes < 2) {
      throw new IllegalArgumentException("a training set needs samples, classes and a group size");
    }
  }

  /**
   * Returns if samples are drawn one by one: for an augmentation that draws them anew, and would
   * undo the groups of the one before it.
   *
   * @param augmentation its name in the study file
   * @throws ConfigurationException if they are drawn in groups
   */
  public void requireSingles(String augmentation) {
    if (groupSize > 1) {
      throw new ConfigurationException(
          "augmentation: %s draws its images anew and would undo the groups of %d that the augmentation before it forms; put %s first."
              .formatted(augmentation, groupSize, augmentation));
    }
  }

  /** These samples, each drawn by itself, once an epoch, in random order. */
  public static TrainingSet of(List<Sample> samples, int classes) {
    return new TrainingSet(samples, classes, 1, BalancedDraw.singles(samples, Balance.NONE));
  }
}
