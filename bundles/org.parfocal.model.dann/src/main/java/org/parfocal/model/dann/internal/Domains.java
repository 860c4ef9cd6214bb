package org.parfocal.model.dann.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Magnifications;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;

/**
 * The domains that training samples come from.
 *
 * @param field what tells a sample's domain: {@code magnification}, {@code slide}, {@code patient},
 *     or else the name of an attribute
 * @param names of the domains, two or more, in the order of their indices
 */
record Domains(String field, List<String> names) {
  /** Answer for a sample whose domain is unknown, or not one of these. */
  static final int NONE = -1;

  /** More than any study has; a domain for each sample would be a mistake in the field's name. */
  private static final int MOST = 256;

  private static final String FIELD = "domain";

  Domains {
    names = List.copyOf(names);
  }

  /**
   * The domains of training samples, in the order of magnifications.
   *
   * @throws ConfigurationException if no sample has the field
   * @throws DatasetException if there is only one domain, or too many
   */
  static Domains of(String field, List<Sample> samples) {
    List<String> names =
        samples.stream()
            .map(sample -> value(field, sample))
            .filter(Objects::nonNull)
            .distinct()
            .sorted(Magnifications.ORDER)
            .toList();
    if (names.isEmpty()) {
      throw new ConfigurationException(unknown(field, samples));
    }
    if (names.size() == 1) {
      throw new DatasetException(
          ("Model dann needs training samples of two domains or more, and by %s they are all %s:"
                  + " train on more, or set model.domain to something that differs among them.")
              .formatted(field, names.get(0)));
    }
    if (names.size() > MOST) {
      throw new DatasetException(
          "The training samples have %d values of %s (model.domain); model dann can tell %d domains"
                  .formatted(names.size(), field, MOST)
              + " apart: choose a field with fewer values.");
    }
    return new Domains(field, names);
  }

  /**
   * What {@link #facts()} said.
   *
   * @throws OutputException if it does not name two domains
   */
  static Domains of(Map<String, String> facts) {
    List<String> names =
        IntStream.range(0, MOST)
            .mapToObj(index -> facts.get(FIELD + "-" + index))
            .takeWhile(Objects::nonNull)
            .toList();
    String field = facts.get(FIELD);
    if (field == null || names.size() < 2) {
      throw new OutputException(
          "The stored model does not name its domains: it is damaged, or was not trained by model"
              + " dann; train it again.");
    }
    return new Domains(field, names);
  }

  /** For keeping with the model. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(FIELD, field);
    for (int index = 0; index < names.size(); index++) {
      facts.put(FIELD + "-" + index, names.get(index));
    }
    return facts;
  }

  /** Index of a sample's domain, or {@link #NONE}. */
  int index(Sample sample) {
    String value = value(field, sample);
    return value == null ? NONE : names.indexOf(value);
  }

  /** How many of these samples have none of these domains. */
  long without(List<Sample> samples) {
    return samples.stream().filter(sample -> index(sample) == NONE).count();
  }

  private static @Nullable String value(String field, Sample sample) {
    return switch (field) {
      case "magnification" -> sample.magnification();
      case "slide" -> sample.slide();
      case "patient" -> sample.patient();
      default -> sample.attributes().get(field);
    };
  }

  private static String unknown(String field, List<Sample> samples) {
    if (field.equals("magnification")) {
      return "model.domain is magnification, and no training sample has one; set it to an attribute"
          + " of the data set, for example institute.";
    }
    TreeSet<String> known = new TreeSet<>(List.of("magnification", "slide", "patient"));
    samples.forEach(sample -> known.addAll(sample.attributes().keySet()));
    return "model.domain is \"%s\", which no training sample has; it can be %s."
        .formatted(field, String.join(", ", known));
  }
}
