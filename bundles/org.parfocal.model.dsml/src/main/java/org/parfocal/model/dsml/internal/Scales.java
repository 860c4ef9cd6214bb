package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainingSet;

/**
 * The magnifications of a pyramid, in {@linkplain SampleField#ORDER their order}: what was trained
 * on, and what stands nearest to a magnification that was not.
 *
 * @param scales two or more
 */
record Scales(List<Scale> scales) {
  private static final String MAGNIFICATION = "magnification-";
  private static final String MICRONS = "microns-per-pixel-";

  Scales {
    scales = List.copyOf(scales);
  }

  /**
   * Learns what is drawn.
   *
   * @throws ConfigurationException if these are no pyramids of two or more magnifications
   */
  static Scales learn(TrainingSet training) {
    List<String> names = SampleField.MAGNIFICATION.values(training.samples());
    if (names.size() < 2) {
      throw new ConfigurationException(
          "model dsml compares magnifications and needs at least two in the training samples, which"
              + " have %s; add magnifications to the data set, or use another model."
                  .formatted(names.isEmpty() ? "none" : "only " + names.get(0)));
    }
    if (training.groupSize() < 2) {
      throw notPyramids("groups of " + training.groupSize());
    }
    if (names.size() != training.groupSize()) {
      names = drawn(training);
    }
    return new Scales(names.stream().map(name -> Scale.learn(name, training.samples())).toList());
  }

  /** Restores what {@link #facts} told. */
  static Scales of(Map<String, String> facts) {
    List<Scale> scales = new ArrayList<>();
    String name = facts.get(MAGNIFICATION + 0);
    while (name != null) {
      scales.add(new Scale(name, microns(facts.get(MICRONS + scales.size()))));
      name = facts.get(MAGNIFICATION + scales.size());
    }
    if (scales.size() < 2) {
      throw new OutputException(
          "The stored model does not name the magnifications that it was trained on; train it again.");
    }
    return new Scales(scales);
  }

  /** What must be kept to have these again. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int index = 0; index < scales.size(); index++) {
      Scale scale = scales.get(index);
      facts.put(MAGNIFICATION + index, scale.magnification());
      if (scale.micronsPerPixel().isPresent()) {
        facts.put(MICRONS + index, String.valueOf(scale.micronsPerPixel().getAsDouble()));
      }
    }
    return facts;
  }

  int count() {
    return scales.size();
  }

  String name(int index) {
    return scales.get(index).magnification();
  }

  /** Index of a sample's own magnification, if it was trained on. */
  OptionalInt known(Sample sample) {
    return IntStream.range(0, count())
        .filter(index -> name(index).equals(sample.magnification()))
        .findFirst();
  }

  /**
   * Index of the magnification by which a sample is judged: its own; if that was not trained on,
   * the nearest one on a logarithmic scale of µm per pixel, if the sample and all of these know it,
   * else of the number that the names begin with, if all have one, else the middle one. Of two that
   * are equally near, the first.
   */
  int nearest(Sample sample) {
    OptionalInt own = known(sample);
    if (own.isPresent()) {
      return own.getAsInt();
    }
    return measured(sample).orElse((count() - 1) / 2);
  }

  /** What {@link #nearest} would have to know of a sample to judge it by more than a guess. */
  Optional<String> missing(Sample sample) {
    return known(sample).isPresent() || measured(sample).isPresent()
        ? Optional.empty()
        : Optional.of(
            "its magnification, because each of %s has a branch of its own"
                .formatted(
                    scales.stream().map(Scale::magnification).collect(Collectors.joining(", "))));
  }

  private OptionalInt measured(Sample sample) {
    OptionalInt bySize = nearest(sample.micronsPerPixel(), Scale::micronsPerPixel);
    return bySize.isPresent()
        ? bySize
        : nearest(number(sample.magnification()), scale -> number(scale.magnification()));
  }

  /**
   * Checks that the rows are pyramids.
   *
   * @throws ConfigurationException naming what is wrong
   */
  void requirePyramids(List<Sample> rows, int groupSize) {
    if (groupSize != count()) {
      throw notPyramids("groups of " + groupSize);
    }
    for (int row = 0; row < rows.size(); row++) {
      Sample sample = rows.get(row);
      Sample first = rows.get(row - row % groupSize);
      String wanted = name(row % groupSize);
      if (!wanted.equals(sample.magnification())) {
        throw notPyramids(
            "a group with %s (%s) where %s belongs"
                .formatted(sample.id(), sample.magnification(), wanted));
      }
      if (sample.label() != first.label()) {
        throw notPyramids(
            "%s and %s as one group, which are of different classes"
                .formatted(first.id(), sample.id()));
      }
    }
  }

  private static List<String> drawn(TrainingSet training) {
    List<List<Sample>> groups = training.draw().epoch(0, new SplittableRandom(0));
    List<String> names =
        groups.isEmpty() ? List.of() : SampleField.MAGNIFICATION.values(groups.get(0));
    if (names.size() != training.groupSize()) {
      throw notPyramids(
          "groups of %d that hold %d magnifications".formatted(training.groupSize(), names.size()));
    }
    return names;
  }

  private OptionalInt nearest(OptionalDouble size, Function<Scale, OptionalDouble> measure) {
    List<OptionalDouble> sizes = scales.stream().map(measure).toList();
    if (size.isEmpty() || !sizes.stream().allMatch(OptionalDouble::isPresent)) {
      return OptionalInt.empty();
    }
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int index = 0; index < sizes.size(); index++) {
      double distance = Math.abs(Math.log(size.getAsDouble() / sizes.get(index).getAsDouble()));
      if (distance < least - 1e-9) { // Rounding must not decide between 50X and 200X for 100X.
        least = distance;
        nearest = index;
      }
    }
    return OptionalInt.of(nearest);
  }

  /** The number that a magnification's name begins with, if it is above 0. */
  private static OptionalDouble number(@Nullable String magnification) {
    double number = magnification == null ? 0 : SampleField.leadingNumber(magnification);
    return number > 0 && Double.isFinite(number)
        ? OptionalDouble.of(number)
        : OptionalDouble.empty();
  }

  private static OptionalDouble microns(@Nullable String fact) {
    if (fact == null) {
      return OptionalDouble.empty();
    }
    try {
      double size = Double.parseDouble(fact);
      if (size > 0 && Double.isFinite(size)) {
        return OptionalDouble.of(size);
      }
      throw new NumberFormatException("no length");
    } catch (NumberFormatException e) {
      throw new OutputException(
          "The stored model gives \"%s\" µm per pixel, which is no size; train it again."
              .formatted(fact),
          e);
    }
  }

  private static ConfigurationException notPyramids(String drawn) {
    return new ConfigurationException(
        "model dsml needs pyramids, one image of each magnification and all of one class; set"
            + " augmentation: {multiscale: {group: pyramid}} (it drew "
            + drawn
            + ").");
  }

  /**
   * A training magnification.
   *
   * @param magnification nominal name
   * @param micronsPerPixel geometric mean over the training samples that know it; empty if none
   *     does
   */
  record Scale(String magnification, OptionalDouble micronsPerPixel) {
    /** What the training samples of a magnification tell of it. */
    static Scale learn(String magnification, List<Sample> training) {
      OptionalDouble logarithm =
          training.stream()
              .filter(sample -> magnification.equals(sample.magnification()))
              .map(Sample::micronsPerPixel)
              .filter(OptionalDouble::isPresent)
              .mapToDouble(size -> Math.log(size.getAsDouble()))
              .average();
      return new Scale(
          magnification,
          logarithm.isPresent()
              ? OptionalDouble.of(Math.exp(logarithm.getAsDouble()))
              : OptionalDouble.empty());
    }
  }
}
