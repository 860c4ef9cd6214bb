package org.parfocal.dataset.breakhis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts cases of one kind and keeps the first few, so that a sentence can name them. */
final class Examples {
  private static final int KEPT = 3;

  private final List<String> first = new ArrayList<>();
  private int count;

  void add(String example) {
    count++;
    if (first.size() < KEPT) {
      first.add(example);
    }
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** For example {@code a.png, b.png, c.png and 4 more}. */
  @Override
  public String toString() {
    String named = String.join(", ", first);
    return count > first.size()
        ? String.format(Locale.ROOT, "%s and %,d more", named, count - first.size())
        : named;
  }
}
