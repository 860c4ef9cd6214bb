package org.parfocal.api;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/** Draws the groups of an epoch. */
@ConsumerType
@FunctionalInterface
public interface Draw {
  /**
   * The groups of one epoch, in the order in which they are trained on.
   *
   * @param epoch from 0
   * @param random the only source of chance
   * @return groups of {@link TrainingSet#groupSize()} samples each
   */
  List<List<Sample>> epoch(int epoch, RandomGenerator random);
}
