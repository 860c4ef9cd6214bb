package org.parfocal.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/**
 * Finds the known name that a misspelt one was probably meant to be. Letter case does not count,
 * and {@code _}, {@code .} and {@code -} are the same.
 */
public final class DidYouMean {
  private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

  private static final int SHORT = 3;
  private static final int LONGEST = 200;
  private static final int TWO_SLIPS = 2;
  private static final int LETTERS_PER_SLIP = 3;

  private DidYouMean() {}

  /**
   * The most similar known name: it holds the other ({@code image_path} for {@code path}), or
   * differs from it by few slips (a letter too many, missing, wrong, or two exchanged): 1 in up to
   * three letters, then 2, and a third of the letters of a long name.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = folded(name);
    int limit =
        wanted.length() <= SHORT ? 1 : Math.max(TWO_SLIPS, wanted.length() / LETTERS_PER_SLIP);
    return known.stream()
        .filter(candidate -> distance(wanted, folded(candidate)) <= limit)
        .min(
            Comparator.comparingInt((String candidate) -> distance(wanted, folded(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A question that offers it, starting with a space; empty if no known name is similar. */
  public static String question(String name, Collection<String> known) {
    return nearest(name, known).map(near -> " Did you mean " + near + "?").orElse("");
  }

  private static int distance(String wanted, String candidate) {
    boolean holds = wanted.length() > SHORT && candidate.contains(wanted);
    return holds && !candidate.equals(wanted) ? 1 : DISTANCE.apply(wanted, candidate);
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }
}
