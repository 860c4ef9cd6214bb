package org.parfocal.imaging;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;

/**
 * How large patches are and at which resolutions they are cut: square, all of one size in pixels,
 * around one centre.
 *
 * <p>Levels are named by the edge of a patch's pixel, {@code 0.5um} or {@code 2px}, unless a study
 * {@linkplain #named names} them: a magnification would be a claim about an objective. By {@link
 * org.parfocal.api.SampleField#ORDER} the finest level comes first.
 */
public final class PyramidShape {
  private static final int SMALLEST_PATCH = 8;
  private static final int LARGEST_PATCH = 4096;
  private static final double LARGEST_SCALE = 1024;

  /** Scanners of one nominal resolution differ by a few percent; enlarging more invents detail. */
  private static final double FINEST_SCALE = 0.9;

  private final String option;
  private final int size;
  private final double[] steps;
  private final boolean inMicrons;
  private final Map<Double, String> given;

  private PyramidShape(
      String option, int size, double[] steps, boolean inMicrons, Map<Double, String> given) {
    this.option = option;
    this.size = size;
    this.steps = steps;
    this.inMicrons = inMicrons;
    this.given = Map.copyOf(given);
  }

  /**
   * Patches whose pixels are averages of squares of the image's pixels.
   *
   * @param option what messages call the scales, for example {@code dataset.pyramid-scales}
   * @param size edge of a patch, in pixels
   * @param scales edges of those squares, one or more, at least 1, in any order
   * @throws ConfigurationException if the size is out of range or a scale stands twice
   */
  public static PyramidShape ofScales(String option, int size, double... scales) {
    return new PyramidShape(option, size, checked(option, size, scales), false, Map.of());
  }

  /**
   * Patches of given resolutions.
   *
   * @param option what messages call the resolutions
   * @param size edge of a patch, in pixels
   * @param micronsPerPixel edges of a patch's pixel in µm, one or more, above 0, in any order
   * @throws ConfigurationException if the size is out of range or an edge stands twice
   */
  public static PyramidShape ofMicrons(String option, int size, double... micronsPerPixel) {
    return new PyramidShape(option, size, checked(option, size, micronsPerPixel), true, Map.of());
  }

  /**
   * The same levels by other names, for example those of objectives.
   *
   * @param namesOption what messages call the names
   * @param values of the levels, in the order in which they were given
   * @param names one for each value; none to leave them as they are
   * @throws ConfigurationException if there are more or fewer, or two are alike
   */
  public PyramidShape named(String namesOption, double[] values, String... names) {
    if (names.length == 0) {
      return this;
    }
    if (names.length != values.length) {
      throw new ConfigurationException(
          "%s gives %d names for the %d levels of %s; give one for each, in the same order."
              .formatted(namesOption, names.length, values.length, option));
    }
    Map<Double, String> given = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (int level = 0; level < names.length; level++) {
      String name = names[level].strip();
      if (name.isEmpty() || !taken.add(name.toLowerCase(Locale.ROOT))) {
        throw new ConfigurationException(
            "%s gives the name '%s' %s; give each level a name of its own."
                .formatted(namesOption, name, name.isEmpty() ? "without a letter" : "twice"));
      }
      given.put(values[level], name);
    }
    return new PyramidShape(option, size, steps, inMicrons, given);
  }

  private static double[] checked(String option, int size, double[] steps) {
    if (size < SMALLEST_PATCH || size > LARGEST_PATCH) {
      throw new ConfigurationException(
          "The patches that %s cuts have an edge of %d pixels; give %d to %d."
              .formatted(option, size, SMALLEST_PATCH, LARGEST_PATCH));
    }
    double[] sorted = Arrays.stream(steps).sorted().distinct().toArray();
    if (sorted.length < steps.length) {
      throw new ConfigurationException(
          "%s names a value twice: %s."
              .formatted(
                  option,
                  String.join(", ", DoubleStream.of(steps).mapToObj(PyramidShape::text).toList())));
    }
    return sorted;
  }

  /** Edge of a patch, in pixels. */
  public int size() {
    return size;
  }

  /** Whether an image's µm per pixel must be known. */
  public boolean needsMicrons() {
    return inMicrons;
  }

  /** The names of the levels, finest first. */
  public List<String> names() {
    return DoubleStream.of(steps).mapToObj(this::name).toList();
  }

  /**
   * The levels for an image, finest first.
   *
   * @param imageMicrons µm per pixel of the image, above 0; may be empty unless {@link
   *     #needsMicrons()}
   * @throws DatasetException if the image does not have the resolution of the finest level, or is
   *     so fine that the coarsest is out of reach
   */
  public List<PyramidLevel> levels(OptionalDouble imageMicrons) {
    if (!inMicrons) {
      return DoubleStream.of(steps).mapToObj(scale -> level(scale, scale, imageMicrons)).toList();
    }
    double image = imageMicrons.orElseThrow();
    if (steps[0] / image < FINEST_SCALE || steps[steps.length - 1] / image > LARGEST_SCALE) {
      throw new DatasetException(
          "the image has %s µm per pixel, so %s can be from %s to %s; it is %s."
              .formatted(
                  text(image),
                  option,
                  text(image),
                  text(image * LARGEST_SCALE),
                  String.join(", ", names())));
    }
    return DoubleStream.of(steps)
        .mapToObj(microns -> level(microns, microns / image, OptionalDouble.of(image)))
        .toList();
  }

  private PyramidLevel level(double step, double scale, OptionalDouble imageMicrons) {
    double field = size * scale;
    double whole = Math.rint(field);
    OptionalDouble microns =
        inMicrons
            ? OptionalDouble.of(step)
            : imageMicrons.isPresent()
                ? OptionalDouble.of(imageMicrons.getAsDouble() * scale)
                : imageMicrons;
    return new PyramidLevel(
        name(step), scale, microns, Math.abs(field - whole) < Field.ROUNDING ? whole : field);
  }

  private String name(double step) {
    return given.getOrDefault(step, value(step));
  }

  private String value(double step) {
    return text(step) + (inMicrons ? "um" : "px");
  }

  private static String text(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Everything that decides which pixels a level shows; for manifests. */
  @Override
  public String toString() {
    return size
        + " px at "
        + String.join(
            ", ",
            DoubleStream.of(steps)
                .mapToObj(
                    step -> value(step) + (given.containsKey(step) ? " as " + name(step) : ""))
                .toList());
  }
}
