package org.parfocal.augmentation.dcgan.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.parfocal.api.BalancedDraw;

/** Gives things in random order, and shuffles them again whenever all were given. */
final class ShuffledCycle<T> {
  private final List<T> items;
  private final RandomGenerator random;
  private int given;

  ShuffledCycle(List<T> items, RandomGenerator random) {
    this.items = new ArrayList<>(items);
    this.random = random;
    given = items.size();
  }

  T next() {
    if (given == items.size()) {
      BalancedDraw.shuffle(items, random);
      given = 0;
    }
    return items.get(given++);
  }
}
