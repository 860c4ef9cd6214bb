package org.parfocal.learning;

import java.util.List;
import org.parfocal.api.Sample;

/**
 * The samples behind the rows of an embedding matrix.
 *
 * @param samples in row order; the groups of a draw lie one after another
 * @param groupSize samples in each group
 * @param classes number of classes
 * @param backboneLearns whether a backbone learns from the gradient of the embeddings: not if it is
 *     frozen or the embeddings were given, and then {@link Loss#gradient} needs no numbers
 */
public record Batch(List<Sample> samples, int groupSize, int classes, boolean backboneLearns) {
  public Batch {
    samples = List.copyOf(samples);
    if (samples.isEmpty() || groupSize < 1 || samples.size() % groupSize != 0) {
      throw new IllegalArgumentException(
          samples.size() + " samples do not make groups of " + groupSize);
    }
  }

  /** The samples behind the embeddings of a backbone that learns. */
  public Batch(List<Sample> samples, int groupSize, int classes) {
    this(samples, groupSize, classes, true);
  }

  /** Class index of each row. */
  public int[] labels() {
    return samples.stream().mapToInt(Sample::label).toArray();
  }
}
