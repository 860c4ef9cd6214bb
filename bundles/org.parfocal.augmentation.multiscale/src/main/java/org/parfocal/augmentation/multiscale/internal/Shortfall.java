package org.parfocal.augmentation.multiscale.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;

/** Counts what cannot be formed, with the reasons. */
final class Shortfall {
  private final String units;
  private final String groups;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private int total;

  /**
   * Starts with nothing.
   *
   * @param units what groups are made from, for example {@code training images}
   * @param groups what they do not make, for example {@code anchor of a triplet}
   */
  Shortfall(String units, String groups) {
    this.units = units;
    this.groups = groups;
  }

  void formed() {
    total++;
  }

  void missed(String reason) {
    total++;
    reasons.merge(reason, 1, Integer::sum);
  }

  /** Units that make no group. */
  int count() {
    return reasons.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * What a person should know of a fold; empty if everything is drawn.
   *
   * @throws DatasetException if nothing can be formed
   */
  List<String> sentences(String fold, List<Sample> samples, List<Sample> drawable) {
    if (count() == total) {
      throw new DatasetException(
          "None of the %d %s of fold %s is %s%s; change augmentation.multiscale.group, match or"
                  .formatted(total, units, fold, groups, because())
              + " cross-magnification, or the protocol.");
    }
    List<String> sentences = new ArrayList<>();
    if (count() > 0) {
      sentences.add(
          "%d of %d %s of fold %s are not %s%s."
              .formatted(count(), total, units, fold, groups, because()));
    }
    int idle = samples.size() - drawable.size();
    if (idle > 0) {
      sentences.add(
          "%d of %d training images of fold %s are in no group that can be formed; they are never"
                  .formatted(idle, samples.size(), fold)
              + " drawn.");
    }
    return sentences;
  }

  private String because() {
    return reasons.isEmpty()
        ? ""
        : reasons.entrySet().stream()
            .map(reason -> reason.getKey() + ": " + reason.getValue())
            .collect(Collectors.joining("; ", " (", ")"));
  }
}
