package org.parfocal.api;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An option whose value is one of a few names.
 *
 * <pre>{@code
 * Part part = Choice.of(Part.class, "model.part", options.part());
 * String loss = Choice.of("model.loss", options.loss(), "auto", "pair", "triplet");
 * }</pre>
 */
public final class Choice {
  private Choice() {}

  /**
   * The constant of this name.
   *
   * @param key what a study file calls the option, for example {@code model.part}
   * @param value of the option, one of the constants' {@linkplain #name names}
   * @throws ConfigurationException naming key, value and what is allowed, if it is none of them
   */
  public static <E extends Enum<E>> E of(Class<E> type, String key, String value) {
    E[] constants = type.getEnumConstants();
    List<String> names = Stream.of(constants).map(Choice::name).toList();
    return constants[index(key, value, names)];
  }

  /**
   * The value, if it is one of the names.
   *
   * @param key what a study file calls the option, for example {@code model.loss}
   * @throws ConfigurationException naming key, value and what is allowed, if it is none of them
   */
  public static String of(String key, String value, String... names) {
    return names[index(key, value, List.of(names))];
  }

  /** A constant's name in study files: VALIDATION_AUC is {@code validation-auc}. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
}
