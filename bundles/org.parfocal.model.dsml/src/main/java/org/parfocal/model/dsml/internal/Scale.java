package org.parfocal.model.dsml.internal;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parfocal.api.Sample;

/**
 * A training magnification.
 *
 * @param magnification nominal name
 * @param micronsPerPixel geometric mean over the training samples that know it; empty if none does
 */
record Scale(String magnification, OptionalDouble micronsPerPixel) {
  private static final Pattern LEADING_NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  /** What the training samples of a magnification tell of it. */
  static Scale learn(String magnification, List<Sample> training) {
    OptionalDouble logarithm =
        training.stream()
            .filter(sample -> magnification.equals(sample.magnification()))
            .map(Sample::micronsPerPixel)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(size -> Math.log(size.getAsDouble()))
            .average();
    return new Scale(
        magnification,
        logarithm.isPresent()
            ? OptionalDouble.of(Math.exp(logarithm.getAsDouble()))
            : OptionalDouble.empty());
  }

  /** The number that the name begins with, if it is above 0. */
  OptionalDouble number() {
    return number(magnification);
  }

  static OptionalDouble number(String magnification) {
    Matcher matcher = LEADING_NUMBER.matcher(magnification);
    if (!matcher.lookingAt()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(matcher.group());
    return number > 0 && Double.isFinite(number)
        ? OptionalDouble.of(number)
        : OptionalDouble.empty();
  }
}
