package org.parfocal.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of nominal magnifications. */
public final class Magnifications {
  private static final Pattern LEADING_NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  /** By leading number ({@code 40X} before {@code 100X}), names without one last, then by name. */
  public static final Comparator<String> ORDER =
      Comparator.comparingDouble(Magnifications::leadingNumber)
          .thenComparing(Comparator.naturalOrder());

  private Magnifications() {}

  /** The magnifications of these samples, each once, in order; unknown ones are left out. */
  public static List<String> of(Collection<Sample> samples) {
    return samples.stream()
        .map(Sample::magnification)
        .filter(Objects::nonNull)
        .distinct()
        .sorted(ORDER)
        .toList();
  }

  private static double leadingNumber(String magnification) {
    Matcher matcher = LEADING_NUMBER.matcher(magnification);
    return matcher.lookingAt() ? Double.parseDouble(matcher.group()) : Double.POSITIVE_INFINITY;
  }
}
