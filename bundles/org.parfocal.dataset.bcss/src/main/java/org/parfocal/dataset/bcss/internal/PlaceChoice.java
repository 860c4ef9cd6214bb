package org.parfocal.dataset.bcss.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Takes some of the places of each class in a region, by chance that a seed fixes. */
final class PlaceChoice {
  private final int most;
  private final long seed;

  PlaceChoice(int most, long seed) {
    this.most = most;
    this.seed = seed;
  }

  /** Takes every place, whatever its class. */
  static PlaceChoice all() {
    return new PlaceChoice(Integer.MAX_VALUE, 0);
  }

  /**
   * A place that has a class.
   *
   * @param index among the region's places
   * @param label what the mask says
   */
  record Labelled(int index, FieldLabel label) {}

  /**
   * Up to {@code most} places of each class, in their own order.
   *
   * @param region makes the choice another one in each region
   * @param places of one region
   */
  List<Labelled> of(String region, List<Labelled> places, int classes) {
    boolean[] taken = new boolean[places.size()];
    for (int label = 0; label < classes; label++) {
      List<Integer> candidates = new ArrayList<>();
      for (int i = 0; i < taken.length; i++) {
        if (places.get(i).label().label() == label) {
          candidates.add(i);
        }
      }
      // Random and shuffle are specified to the bit, so every machine takes the same places.
      Collections.shuffle(candidates, new Random(31 * (31 * seed + region.hashCode()) + label));
      candidates.stream().limit(most).forEach(i -> taken[i] = true);
    }
    List<Labelled> chosen = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      if (taken[i]) {
        chosen.add(places.get(i));
      }
    }
    return chosen;
  }
}
