package org.parfocal.platform.internal.resolving;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DidYouMean;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;

/**
 * How the values of an option are drawn: {@code choice}, {@code uniform}, {@code log-uniform} or
 * {@code integer}. Numbers have four significant digits, so that they can be read and written.
 */
final class Distribution {
  private static final String CHOICE = "choice";
  private static final String UNIFORM = "uniform";
  private static final String LOG_UNIFORM = "log-uniform";
  private static final String INTEGER = "integer";
  private static final List<String> KNOWN = List.of(CHOICE, UNIFORM, LOG_UNIFORM, INTEGER);
  private static final MathContext SHORT = new MathContext(4);
  private static final double LARGEST = 1L << 53;

  private final DoubleFunction<Object> quantile;

  private Distribution(DoubleFunction<Object> quantile) {
    this.quantile = quantile;
  }

  /** The value at a share of the distribution, from 0 up to and without 1. */
  Object at(double share) {
    return quantile.apply(share);
  }

  /** Reads it; reports what is wrong and returns nothing. */
  static Optional<Distribution> of(Setting option, Problems problems) {
    if (!option.isMapping() || option.children().size() != 1) {
      problems.add(
          option,
          "is %s; it must be one of {choice: [a, b]}, {uniform: [0, 1]}, {log-uniform: [1e-5, 0.1]}, {integer: [1, 9]}."
              .formatted(option.shown()));
      return Optional.empty();
    }
    Setting drawn = option.children().get(0);
    if (!KNOWN.contains(drawn.name())) {
      problems.add(
          drawn,
          "is no distribution.%s Known: %s."
              .formatted(DidYouMean.question(drawn.name(), KNOWN), String.join(", ", KNOWN)));
      return Optional.empty();
    }
    return drawn.name().equals(CHOICE) ? choice(drawn, problems) : range(drawn, problems);
  }

  private static Optional<Distribution> choice(Setting drawn, Problems problems) {
    List<Object> items = drawn.items();
    if (!drawn.isList() || items.isEmpty()) {
      problems.add(drawn, "is %s; it takes a list of at least one value.".formatted(drawn.shown()));
      return Optional.empty();
    }
    if (items.stream().distinct().count() < items.size()) {
      problems.add(drawn, "holds a value twice.");
      return Optional.empty();
    }
    return Optional.of(new Distribution(share -> items.get((int) (share * items.size()))));
  }

  private static Optional<Distribution> range(Setting drawn, Problems problems) {
    List<Object> items = drawn.items();
    @Nullable Double low = items.size() == 2 ? number(items.get(0)) : null;
    @Nullable Double high = items.size() == 2 ? number(items.get(1)) : null;
    if (low == null || high == null) {
      problems.add(drawn, "is %s; it takes two numbers, as in [1, 9].".formatted(drawn.shown()));
      return Optional.empty();
    }
    boolean whole = drawn.name().equals(INTEGER);
    if (low >= high) {
      problems.add(
          drawn, "is %s, an empty range; the first must be smaller.".formatted(drawn.shown()));
    } else if (drawn.name().equals(LOG_UNIFORM) && low <= 0) {
      problems.add(drawn, "is %s; the logarithm needs numbers above 0.".formatted(drawn.shown()));
    } else if (whole && (low != Math.rint(low) || high != Math.rint(high))) {
      problems.add(drawn, "is %s; it takes two whole numbers.".formatted(drawn.shown()));
    } else {
      return Optional.of(new Distribution(quantile(drawn.name(), low, high)));
    }
    return Optional.empty();
  }

  private static DoubleFunction<Object> quantile(String name, double low, double high) {
    double logarithm = Math.log(low);
    double logarithms = Math.log(high) - logarithm;
    return switch (name) {
      case UNIFORM -> share -> text(low + share * (high - low), low, high);
      case LOG_UNIFORM -> share -> text(Math.exp(logarithm + share * logarithms), low, high);
      default -> share -> Long.toString((long) (low + Math.floor(share * (high - low + 1))));
    };
  }

  /** Within the range after rounding, too. */
  private static String text(double value, double low, double high) {
    double rounded = new BigDecimal(value).round(SHORT).doubleValue();
    return Double.toString(Math.min(high, Math.max(low, rounded)));
  }

  private static @Nullable Double number(Object item) {
    try {
      double value = Double.parseDouble(String.valueOf(item).replace("_", ""));
      return Math.abs(value) <= LARGEST ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
