package org.parfocal.core.internal.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that many jobs have in common, each held once and known by a number.
 *
 * @param <T> of values that are equal if they say the same
 */
final class SharedValues<T> {
  private final Map<T, Integer> numbers = new HashMap<>();
  private final List<T> values = new ArrayList<>();

  /** The number of a value, which is given to it if it is new. */
  int number(T value) {
    Integer known = numbers.putIfAbsent(value, values.size());
    if (known == null) {
      values.add(value);
      return values.size() - 1;
    }
    return known;
  }

  T value(int number) {
    return values.get(number);
  }
}
