package org.parfocal.platform.internal.reading;

import java.util.List;

/** Keys as they are written, {@code model.depth}. */
final class DottedKey {
  /** Longer than any name that a plugin or a variant has. */
  private static final int LONGEST = 250;

  /** Twice as deep as a study file goes. */
  private static final int MOST_PARTS = 10;

  private DottedKey() {}

  /** The names of a key, from the root; empty if it is none, which goes to the problems. */
  static List<String> names(String key, Origin origin, Problems problems) {
    if (key.length() > LONGEST) {
      problems.add(origin, "a key has %d letters; no key is as long.".formatted(key.length()));
      return List.of();
    }
    List<String> names = List.of(key.split("\\.", -1));
    if (names.size() > MOST_PARTS) {
      problems.add(origin, "a key has %d parts; no setting lies as deep.".formatted(names.size()));
      return List.of();
    }
    if (names.stream().anyMatch(String::isBlank)) {
      problems.add(origin, "the key \"" + key + "\" has an empty part.");
      return List.of();
    }
    return names;
  }
}
