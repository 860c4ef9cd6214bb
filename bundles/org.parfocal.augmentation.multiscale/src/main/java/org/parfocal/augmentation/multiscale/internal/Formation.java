package org.parfocal.augmentation.multiscale.internal;

import java.util.List;
import org.parfocal.api.BalancedDraw;
import org.parfocal.api.Sample;

/**
 * The groups that can be formed.
 *
 * @param groupSize samples in each group
 * @param sources what the groups are made from
 * @param drawable every sample that may be drawn
 * @param shortfall what cannot be formed
 */
record Formation(
    int groupSize,
    List<? extends BalancedDraw.Source> sources,
    List<Sample> drawable,
    Shortfall shortfall) {
  /** Groups of one epoch. */
  int groups() {
    return sources.stream().mapToInt(BalancedDraw.Source::size).sum();
  }
}
