package org.parfocal.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.api.SampleForm;

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
 * @param choices the values that are allowed, as written in a study file, with what the component
 *     gets instead: the constant {@code VALIDATION_AUC} for {@code validation-auc}; empty if any
 *     value of the type is allowed
 * @param limits of numbers and of lists
 * @param decidesResult whether what a job computes may differ with it
 * @param samples what samples it has a use for; empty for all
 */
public record OptionDescription(
    String key,
    String id,
    Type type,
    boolean many,
    List<String> defaults,
    boolean required,
    String description,
    Map<String, String> choices,
    OptionLimits limits,
    boolean decidesResult,
    Optional<SampleForm> samples) {
  public OptionDescription {
    defaults = List.copyOf(defaults);
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
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
    String one =
        choices.isEmpty()
            ? type.words() + limits.ofNumbers()
            : "one of " + String.join(", ", choices.keySet());
    return many ? limits.ofItems() + ": " + one : one;
  }
}
