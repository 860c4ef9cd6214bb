package org.parfocal.augmentation.multiscale.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;

/** Decides by which match a fold's groups are formed. */
final class Matching {
  private Matching() {}

  /**
   * Decides. Pairs and triplets take any image of the class unless told otherwise. Pyramids are of
   * one place where every image has a place that is seen at two magnifications or more, else of one
   * patient.
   *
   * @throws DatasetException if places are asked for and missing
   */
  static Match decided(
      Match asked, Group group, String fold, List<Sample> samples, Consumer<String> warnings) {
    if (asked == Match.SAME_PLACE) {
      long without = samples.stream().filter(sample -> sample.place() == null).count();
      if (without > 0) {
        throw new DatasetException(
            "augmentation.multiscale.match is same-place, but %d of the %d training images of fold %s have no"
                    .formatted(without, samples.size(), fold)
                + " place; use same-patient, or data whose images name their place.");
      }
    }
    if (asked != Match.AUTO) {
      return asked;
    }
    return group == Group.PYRAMID ? pyramids(fold, samples, warnings) : Match.ANY;
  }

  private static Match pyramids(String fold, List<Sample> samples, Consumer<String> warnings) {
    long lonely = withoutPlace(samples);
    if (lonely == 0) {
      return Match.SAME_PLACE;
    }
    if (lonely < samples.size()) {
      warnings.accept(
          "Pyramids of fold %s are drawn per patient, because %d of its %d training images have no"
                  .formatted(fold, lonely, samples.size())
              + " place that is seen at two magnifications; set augmentation.multiscale.match to same-place"
              + " or same-patient to decide it.");
    }
    return Match.SAME_PATIENT;
  }

  /** Images with no place, or with a place that only one magnification shows. */
  private static long withoutPlace(List<Sample> samples) {
    Map<List<Object>, Set<String>> seen = new HashMap<>();
    for (Sample sample : samples) {
      if (sample.place() != null && sample.magnification() != null) {
        seen.computeIfAbsent(Match.SAME_PLACE.key(sample), place -> new HashSet<>())
            .add(sample.magnification());
      }
    }
    return samples.stream()
        .filter(
            sample ->
                sample.place() == null
                    || seen.getOrDefault(Match.SAME_PLACE.key(sample), Set.of()).size() < 2)
        .count();
  }
}
