package org.parfocal.table;

import java.util.Collection;
import java.util.stream.Collectors;

/** Values of a table as a sentence quotes them: a long one is cut, a long list too. */
public final class Excerpt {
  private static final int LONGEST = 80;
  private static final int MOST = 20;

  private Excerpt() {}

  /** The value, or its beginning. */
  public static String of(String value) {
    if (value.length() <= LONGEST) {
      return value;
    }
    int end = Character.isHighSurrogate(value.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return value.substring(0, end) + "…";
  }

  /** The values with commas between them, or the first ones and how many more there are. */
  public static String of(Collection<String> values) {
    String some = values.stream().limit(MOST).map(Excerpt::of).collect(Collectors.joining(", "));
    return values.size() > MOST ? some + " and %d more".formatted(values.size() - MOST) : some;
  }
}
