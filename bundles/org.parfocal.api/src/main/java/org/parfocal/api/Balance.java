package org.parfocal.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What has an equal share of the draws of an epoch: every class, every value of a field, or every
 * combination of several of them.
 *
 * @param classes whether classes share equally
 * @param fields whose values share equally; samples without a value share as one
 */
public record Balance(boolean classes, List<SampleField> fields) {
  /** Every image has an equal share: each is drawn once an epoch. */
  public static final Balance NONE = new Balance(false, List.of());

  private static final String CLASS = "class";
  private static final String OPTION = "the augmentation's balance";

  public Balance {
    fields = List.copyOf(fields);
  }

  /**
   * As the option {@code balance} of an augmentation says.
   *
   * @param names {@code class} and names of {@linkplain SampleField fields}; none for {@link #NONE}
   */
  public static Balance of(String... names) {
    List<String> given =
        Stream.of(names).map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
    return new Balance(
        given.contains(CLASS),
        given.stream().filter(name -> !name.equals(CLASS)).map(SampleField::new).toList());
  }

  /** Samples with equal cells share that cell's draws. */
  public List<Object> cell(Sample sample) {
    List<Object> cell = new ArrayList<>();
    if (classes) {
      cell.add(sample.label());
    }
    fields.forEach(field -> cell.add(Objects.requireNonNullElse(field.value(sample), "")));
    return cell;
  }

  /**
   * Refuses a field that none of these samples has.
   *
   * @throws ConfigurationException with the fields that they have
   */
  void requireKnown(Collection<Sample> samples) {
    for (SampleField field : fields) {
      if (samples.stream().noneMatch(field::isKnown)) {
        throw new ConfigurationException(field.absent(OPTION, "training image", samples));
      }
    }
  }
}
