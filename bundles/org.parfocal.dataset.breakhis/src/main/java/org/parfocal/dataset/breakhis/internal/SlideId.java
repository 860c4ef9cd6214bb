package org.parfocal.dataset.breakhis.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A slide's id as BreaKHis writes it: {@code 14-22549AB} is year 14, number 22549, letters AB.
 *
 * @param year two digits
 * @param number digits, leading zeros kept
 * @param letters capital letters, often none; a pattern that forgets them loses 2,117 images
 */
record SlideId(String year, String number, String letters) {
  /** For larger patterns: groups year, number, letters. */
  static final String PATTERN = "(?<year>\\d{2})-(?<number>\\d{1,8})(?<letters>[A-Z]{0,4})";

  private static final Pattern WHOLE = Pattern.compile(PATTERN);

  /** Reads a whole slide id; empty if the text is none. */
  static Optional<SlideId> parse(String text) {
    Matcher matcher = WHOLE.matcher(text);
    return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
  }

  /** From a match of a pattern that holds {@link #PATTERN}. */
  static SlideId of(Matcher matcher) {
    return new SlideId(matcher.group("year"), matcher.group("number"), matcher.group("letters"));
  }

  /** The id without its letters: {@code 14-22549}. */
  String numericPrefix() {
    return year + "-" + number;
  }

  @Override
  public String toString() {
    return numericPrefix() + letters;
  }
}
