package org.parfocal.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/**
 * The domains that training samples come from, for objectives that know them.
 *
 * @param field what tells a sample's domain
 * @param names of the domains, two or more, in the order of their indices
 */
public record Domains(SampleField field, List<String> names) {
  /** More than any study has; a domain for each sample would be a mistake in the field's name. */
  private static final int MOST = 256;

  private static final String FIELD = "domain";

  /**
   * The domains of training samples.
   *
   * @throws ConfigurationException if no sample has the field
   * @throws DatasetException if they are of one domain, or of more than 256
   */
  public static Domains of(SampleField field, List<Sample> samples) {
    List<String> names = field.values(samples);
    if (names.isEmpty()) {
      throw new ConfigurationException(field.absent("model.domain", "training image", samples));
    }
    if (names.size() == 1) {
      throw new DatasetException(
          ("The model needs training samples of two domains or more, and by %s they are all %s:"
                  + " train on more, or set model.domain to something that differs among them.")
              .formatted(field, names.get(0)));
    }
    if (names.size() > MOST) {
      throw new DatasetException(
          "The training samples have %d values of %s (model.domain); the model can tell %d domains"
                  .formatted(names.size(), field, MOST)
              + " apart: choose a field with fewer values.");
    }
    return new Domains(field, names);
  }

  /**
   * What {@link #facts()} said.
   *
   * @throws OutputException if that does not name two domains
   */
  public static Domains of(Map<String, String> facts) {
    List<String> names =
        IntStream.range(0, MOST)
            .mapToObj(index -> facts.get(FIELD + "-" + index))
            .takeWhile(Objects::nonNull)
            .toList();
    String field = facts.getOrDefault(FIELD, "");
    if (field.isBlank() || names.size() < 2) {
      throw new OutputException(
          "The stored model does not name its domains: it is damaged, or was trained by another"
              + " strategy; train it again.");
    }
    return new Domains(new SampleField(field), names);
  }

  /** For keeping with the model. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(FIELD, field.name());
    IntStream.range(0, names.size()).forEach(i -> facts.put(FIELD + "-" + i, names.get(i)));
    return facts;
  }

  /** Index of the domain of each sample; −1 if it is unknown, or not one of these. */
  public int[] labels(List<Sample> samples) {
    return samples.stream().mapToInt(this::label).toArray();
  }

  private int label(Sample sample) {
    String value = field.value(sample);
    return value == null ? -1 : names.indexOf(value);
  }
}
