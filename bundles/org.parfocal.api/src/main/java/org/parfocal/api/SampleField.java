package org.parfocal.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a sample, by name: {@code magnification}, {@code patient}, {@code slide}, {@code
 * place}, {@code microns-per-pixel}, or else one of its {@linkplain Sample#attributes()
 * attributes}. An attribute of one of these five names is not reachable.
 *
 * @param name as options and reports write it, for example {@code institute}
 */
public record SampleField(String name) {
  /** The nominal magnification. */
  public static final SampleField MAGNIFICATION = new SampleField("magnification");

  /** By leading number ({@code 40X} before {@code 100X}), values without one last, then by text. */
  public static final Comparator<String> ORDER =
      Comparator.comparingDouble(SampleField::leadingNumber)
          .thenComparing(Comparator.naturalOrder());

  private static final Pattern LEADING_NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
  private static final List<SampleField> OWN =
      List.of(
          MAGNIFICATION,
          new SampleField("patient"),
          new SampleField("slide"),
          new SampleField("place"),
          new SampleField("microns-per-pixel"));
  private static final int LISTED = 20;

  public SampleField {
    name = name.strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a field of a sample needs a name");
    }
  }

  /** The sample's value; null if it is unknown or blank. */
  public @Nullable String value(Sample sample) {
    String value =
        switch (name) {
          case "magnification" -> sample.magnification();
          case "patient" -> sample.patient();
          case "slide" -> sample.slide();
          case "place" -> sample.place();
          case "microns-per-pixel" ->
              sample.micronsPerPixel().isPresent()
                  ? Double.toString(sample.micronsPerPixel().getAsDouble())
                  : null;
          default -> sample.attributes().get(name);
        };
    return value == null || value.isBlank() ? null : value;
  }

  /** Whether the sample has a value. */
  public boolean isKnown(Sample sample) {
    return value(sample) != null;
  }

  /** The values of these samples, each once, in {@link #ORDER}; unknown ones are left out. */
  public List<String> values(Collection<Sample> samples) {
    return samples.stream()
        .map(this::value)
        .filter(Objects::nonNull)
        .distinct()
        .sorted(ORDER)
        .toList();
  }

  /** The fields that some of these samples have: those of every sample first, then attributes. */
  public static List<SampleField> known(Collection<Sample> samples) {
    List<SampleField> known = new ArrayList<>(OWN);
    TreeSet<String> attributes = new TreeSet<>();
    samples.forEach(sample -> attributes.addAll(sample.attributes().keySet()));
    attributes.stream()
        .filter(name -> !name.isBlank())
        .map(SampleField::new)
        .filter(field -> !OWN.contains(field))
        .forEach(known::add);
    known.removeIf(field -> samples.stream().noneMatch(field::isKnown));
    return List.copyOf(known);
  }

  /**
   * The sentence for a field that none of these samples has, with the fields that they have.
   *
   * @param option names the field, for example {@code protocol.field}
   * @param what each sample is, for example {@code training image}
   */
  public String absent(String option, String what, Collection<Sample> samples) {
    List<SampleField> known = known(samples);
    return "No %s has the field %s, which %s names; known: %s%s."
        .formatted(
            what,
            name,
            option,
            known.stream().limit(LISTED).map(SampleField::name).collect(Collectors.joining(", ")),
            known.size() > LISTED ? " and %d more".formatted(known.size() - LISTED) : "");
  }

  @Override
  public String toString() {
    return name;
  }

  /** The number that a value begins with, for example 40 of {@code 40X}; infinite without one. */
  public static double leadingNumber(String value) {
    Matcher matcher = LEADING_NUMBER.matcher(value);
    return matcher.lookingAt() ? Double.parseDouble(matcher.group()) : Double.POSITIVE_INFINITY;
  }
}
