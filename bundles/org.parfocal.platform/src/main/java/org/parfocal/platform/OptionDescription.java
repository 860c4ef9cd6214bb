package org.parfocal.platform;

import java.util.List;

/**
 * An option of a plugin, as its metatype declares it.
 *
 * @param key as written in a study file, for example {@code test-patients}
 * @param id attribute id, for example {@code test.patients}
 * @param type of each value
 * @param many whether it is a list
 * @param defaults default values as text; empty if there are none
 * @param required whether it must be given
 * @param description what it does
 * @param choices the values that are allowed; empty if any value of the type is
 * @param minimum smallest value as text; empty if there is none
 * @param maximum largest value as text; empty if there is none
 */
public record OptionDescription(
    String key,
    String id,
    Type type,
    boolean many,
    List<String> defaults,
    boolean required,
    String description,
    List<String> choices,
    String minimum,
    String maximum) {
  public OptionDescription {
    defaults = List.copyOf(defaults);
    choices = List.copyOf(choices);
  }

  /** What a value is. */
  public enum Type {
    /** Any text. */
    TEXT("text"),
    /** A 32-bit whole number. */
    INTEGER("whole number"),
    /** A 64-bit whole number. */
    LONG("whole number"),
    /** A double. */
    DOUBLE("number"),
    /** A float. */
    FLOAT("number"),
    /** {@code true} or {@code false}. */
    BOOLEAN("true or false");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** What may be written, for people: {@code whole number from 1 to 10}, {@code one of a, b}. */
  public String allowed() {
    String one;
    if (!choices.isEmpty()) {
      one = "one of " + String.join(", ", choices);
    } else if (!minimum.isEmpty() && !maximum.isEmpty()) {
      one = type.words() + " from " + minimum + " to " + maximum;
    } else if (!minimum.isEmpty()) {
      one = type.words() + ", at least " + minimum;
    } else if (!maximum.isEmpty()) {
      one = type.words() + ", at most " + maximum;
    } else {
      one = type.words();
    }
    return many ? "list of: " + one : one;
  }
}
