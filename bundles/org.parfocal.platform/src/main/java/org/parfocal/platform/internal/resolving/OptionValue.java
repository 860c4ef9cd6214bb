package org.parfocal.platform.internal.resolving;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.DidYouMean;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.OptionDescription.Type;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;

/**
 * A value as a plugin's declaration wants it.
 *
 * @param value for records: {@code String}, {@code Boolean}, {@code Long}, {@code Double} or a list
 * @param property for the component: of the declared type, or an array of it
 */
record OptionValue(Object value, Object property) {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d(_?\\d)*");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d(_?\\d)*\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  /** No number needs more letters; a pattern needs a deeper stack for each. */
  private static final int LONGEST_NUMBER = 200;

  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");

  /** Reads what was written; reports the problem and returns nothing if it is not allowed. */
  static Optional<OptionValue> of(OptionDescription option, Setting setting, Problems problems) {
    if (setting.isMapping() || (setting.isList() && !option.many())) {
      problems.add(
          setting,
          "is %s; allowed: %s."
              .formatted(setting.isMapping() ? "a mapping" : "a list", option.allowed()));
      return Optional.empty();
    }
    if (option.many() && !option.limits().allowItems(setting.items().size())) {
      problems.add(
          setting,
          "has %d values; allowed: %s.".formatted(setting.items().size(), option.allowed()));
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (Object item : setting.items()) {
      Object value = item instanceof String text ? parse(option, text) : null;
      if (value == null) {
        problems.add(setting, refusal(option, item));
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(option.many() ? many(option, values) : one(option, values.get(0)));
  }

  /** The declared default; empty if there is none. */
  static Optional<OptionValue> ofDefault(OptionDescription option) {
    List<Object> values = new ArrayList<>();
    for (String text : option.defaults()) {
      Object value = scalar(option.type(), text);
      if (value == null) {
        return Optional.empty();
      }
      values.add(value);
    }
    if (option.many()) {
      return Optional.of(many(option, values));
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(one(option, values.get(0)));
  }

  private static String refusal(OptionDescription option, Object item) {
    String shown = item.toString();
    return "is %s; allowed: %s.%s"
        .formatted(
            shown.isEmpty() ? "empty" : shown.length() > 80 ? shown.substring(0, 80) : shown,
            option.allowed(),
            DidYouMean.question(shown, option.choices().keySet()));
  }

  private static @Nullable Object parse(OptionDescription option, String text) {
    Object value = scalar(option.type(), text);
    if (value == null
        || (!option.choices().isEmpty() && !option.choices().containsKey(text))
        || (value instanceof Number number && !option.limits().allow(number.doubleValue()))) {
      return null;
    }
    return value instanceof String written ? PathOptions.absolute(option, written) : value;
  }

  private static @Nullable Object scalar(Type type, String text) {
    String stripped = text.strip();
    return switch (type) {
      case TEXT -> text.indexOf('\0') < 0 ? text : null; // no file and no name has it
      case INTEGER -> whole(stripped, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> whole(stripped, Long.MIN_VALUE, Long.MAX_VALUE);
      case DOUBLE, FLOAT -> decimal(stripped);
      case BOOLEAN -> truth(stripped.toLowerCase(Locale.ROOT));
    };
  }

  static @Nullable Long whole(String text, long low, long high) {
    if (text.length() > LONGEST_NUMBER || !WHOLE.matcher(text).matches()) {
      return null;
    }
    try {
      long value = Long.parseLong(text.replace("_", ""));
      return value >= low && value <= high ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Double decimal(String text) {
    if (text.length() > LONGEST_NUMBER || !DECIMAL.matcher(text).matches()) {
      return null;
    }
    double value = Double.parseDouble(text.replace("_", ""));
    return Double.isFinite(value) ? value : null;
  }

  private static @Nullable Boolean truth(String text) {
    return TRUE.contains(text) ? Boolean.TRUE : FALSE.contains(text) ? Boolean.FALSE : null;
  }

  private static OptionValue one(OptionDescription option, Object value) {
    return new OptionValue(value, typed(option, value));
  }

  private static OptionValue many(OptionDescription option, List<Object> values) {
    Object array = Array.newInstance(javaType(option.type()), values.size());
    for (int index = 0; index < values.size(); index++) {
      Array.set(array, index, typed(option, values.get(index)));
    }
    return new OptionValue(List.copyOf(values), array);
  }

  private static Class<?> javaType(Type type) {
    return switch (type) {
      case TEXT -> String.class;
      case INTEGER -> Integer.class;
      case LONG -> Long.class;
      case DOUBLE -> Double.class;
      case FLOAT -> Float.class;
      case BOOLEAN -> Boolean.class;
    };
  }

  private static Object typed(OptionDescription option, Object value) {
    return switch (option.type()) {
      case TEXT -> option.choices().getOrDefault(value, (String) value);
      case INTEGER -> ((Long) value).intValue();
      case FLOAT -> ((Double) value).floatValue();
      default -> value;
    };
  }
}
