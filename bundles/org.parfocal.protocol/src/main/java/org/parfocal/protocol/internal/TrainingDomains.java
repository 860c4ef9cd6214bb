package org.parfocal.protocol.internal;

import java.util.Arrays;
import java.util.List;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.SampleField;

/** The option {@code train-on} of a protocol: the domains that are trained on together. */
record TrainingDomains(List<String> names) {
  private static final int NAMED = 20;

  static TrainingDomains of(String[] option) {
    return new TrainingDomains(
        Arrays.stream(option)
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted(SampleField.ORDER)
            .toList());
  }

  /** Whether some are chosen. */
  boolean chosen() {
    return !names.isEmpty();
  }

  /** What their fold is called. */
  String name() {
    return String.join("+", names);
  }

  /**
   * Checks that there is something to train on and something to test.
   *
   * @param known the domains that occur
   * @throws ConfigurationException if one is unknown, or none is left
   */
  void check(SampleField field, List<String> known) {
    List<String> unknown = names.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "protocol.train-on names %s, which no image that is used has as its %s; known: %s%s."
              .formatted(
                  String.join(", ", unknown),
                  field,
                  String.join(", ", known.subList(0, Math.min(NAMED, known.size()))),
                  known.size() > NAMED ? " and %d more".formatted(known.size() - NAMED) : ""));
    }
    if (names.containsAll(known)) {
      throw new ConfigurationException(
          "protocol.train-on names every %s, so none is left to test; leave one out."
              .formatted(field));
    }
  }
}
