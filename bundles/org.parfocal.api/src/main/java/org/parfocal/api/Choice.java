package org.parfocal.api;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a choice is written in study files, in messages and in stored results: the constant {@code
 * VALIDATION_AUC} of an option whose type is an enum is {@code validation-auc}.
 */
public final class Choice {
  private Choice() {}

  /** The constant of this name. */
  public static <E extends Enum<E>> E of(Class<E> type, String key, String value) {
    E[] constants = type.getEnumConstants();
    List<String> names = Stream.of(constants).map(Choice::name).toList();
    return constants[index(key, value, names)];
  }

  /** The value, if it is one of the names. */
  public static String of(String key, String value, String... names) {
    return names[index(key, value, List.of(names))];
  }

  private static int index(String key, String value, List<String> names) {
    int index = names.indexOf(value);
    if (index < 0) {
      int last = names.size() - 1;
      throw new ConfigurationException(
          "%s is \"%s\"; it can be %s or %s."
              .formatted(key, value, String.join(", ", names.subList(0, last)), names.get(last)));
    }
    return index;
  }

  /** A constant's name in study files. */
  public static String name(Enum<?> constant) {
    return name(constant.name());
  }

  /** The same by the constant's name in Java. */
  public static String name(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
