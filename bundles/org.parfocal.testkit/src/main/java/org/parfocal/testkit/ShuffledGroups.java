package org.parfocal.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;

/**
 * Training sets of two classes that are drawn once an epoch, in an order that depends on chance.
 */
public final class ShuffledGroups {
  private ShuffledGroups() {}

  /** Each sample by itself. */
  public static TrainingSet singles(List<Sample> samples) {
    return of(samples, 1);
  }

  /**
   * Samples that follow each other.
   *
   * @param size samples in each group, for example the magnifications of a pyramid
   */
  public static TrainingSet of(List<Sample> samples, int size) {
    return new TrainingSet(
        samples,
        2,
        size,
        (epoch, random) -> {
          List<List<Sample>> groups = new ArrayList<>();
          for (int start = 0; start < samples.size(); start += size) {
            groups.add(samples.subList(start, start + size));
          }
          Collections.shuffle(groups, new Random(random.nextLong()));
          return groups;
        });
  }
}
