package org.parfocal.platform.internal.resolving;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Offers the name that was probably meant. */
public final class Nearest {
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance();

  private static final int SHORT = 3;
  private static final int TWO_SLIPS = 2;
  private static final int LETTERS_A_SLIP = 3;

  private Nearest() {}

  /** The nearest of the known names, if it is near enough to be meant. */
  public static Optional<String> to(String name, Collection<String> known) {
    String wanted = folded(name);
    int limit =
        wanted.length() <= SHORT ? 1 : Math.max(TWO_SLIPS, wanted.length() / LETTERS_A_SLIP);
    return known.stream()
        .filter(candidate -> distance(wanted, candidate) <= limit)
        .min(
            Comparator.comparingInt((String candidate) -> distance(wanted, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A sentence that offers it, starting with a space; empty if none is near. */
  public static String offer(String name, Collection<String> known) {
    return to(name, known).map(near -> " Did you mean " + near + "?").orElse("");
  }

  private static int distance(String wanted, String candidate) {
    return DISTANCE.apply(wanted, folded(candidate));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }
}
