package org.parfocal.core.internal.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Magnifications;
import org.parfocal.api.Sample;

/**
 * What tells a sample's domain: its magnification, patient or slide, or one of its attributes. An
 * attribute of one of these names is not reachable.
 *
 * @param name as options and reports write it
 * @param reader the sample's value; null or blank if it has none
 */
record DomainField(String name, Function<Sample, @Nullable String> reader) {
  /** The nominal magnification. */
  static final DomainField MAGNIFICATION = new DomainField("magnification", Sample::magnification);

  private static final Map<String, DomainField> OWN = own();

  private static Map<String, DomainField> own() {
    Map<String, DomainField> own = new LinkedHashMap<>();
    for (DomainField field :
        List.of(
            MAGNIFICATION,
            new DomainField("patient", Sample::patient),
            new DomainField("slide", Sample::slide))) {
      own.put(field.name(), field);
    }
    return own;
  }

  /** The field of this name. */
  static DomainField of(String name) {
    DomainField own = OWN.get(name);
    return own != null ? own : new DomainField(name, sample -> sample.attributes().get(name));
  }

  /** The fields that some of these samples have. */
  static List<String> known(Collection<Sample> samples) {
    List<String> known = new ArrayList<>();
    for (DomainField field : OWN.values()) {
      if (samples.stream().anyMatch(field::isKnown)) {
        known.add(field.name());
      }
    }
    TreeSet<String> attributes = new TreeSet<>();
    samples.forEach(sample -> attributes.addAll(sample.attributes().keySet()));
    attributes.stream().filter(name -> !OWN.containsKey(name)).forEach(known::add);
    return known;
  }

  /** The sample's domain, or null if it is unknown. */
  @Nullable String of(Sample sample) {
    String value = reader.apply(sample);
    return value == null || value.isBlank() ? null : value;
  }

  boolean isKnown(Sample sample) {
    return of(sample) != null;
  }

  /** The domains of these samples, each once: by leading number, then by name. */
  List<String> domains(Collection<Sample> samples) {
    return samples.stream()
        .map(this::of)
        .filter(Objects::nonNull)
        .distinct()
        .sorted(Magnifications.ORDER)
        .toList();
  }
}
