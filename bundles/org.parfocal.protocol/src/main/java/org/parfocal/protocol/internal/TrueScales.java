package org.parfocal.protocol.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;

/**
 * The µm per pixel at which a data set has images of its own.
 *
 * @param dataset its name, for messages
 * @param microns finest first
 */
record TrueScales(String dataset, List<Double> microns) {
  /** Nearer than this a scale that is asked for is one that the data set has. */
  private static final double SAME = 1.01;

  /** Scanners of one nominal scale differ by a few percent; nobody means two scales by that. */
  private static final double APART = 1.05;

  private static final int MOST = 64;

  /**
   * Those of a data set.
   *
   * @param samples of known µm per pixel
   * @throws DatasetException if there are none, too many, or two that are one
   */
  static TrueScales of(Dataset dataset, Collection<Sample> samples) {
    List<Double> microns =
        List.copyOf(
            samples.stream()
                .map(sample -> sample.micronsPerPixel().orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new)));
    if (microns.isEmpty()) {
      throw new DatasetException(
          ("Protocol scale-response needs the µm per pixel of images, and data set %s tells none;"
                  + " for a table, fill its column or set dataset.microns-per-pixel.")
              .formatted(dataset.name()));
    }
    for (int i = 1; i < microns.size(); i++) {
      if (microns.get(i) / microns.get(i - 1) < APART) {
        throw new DatasetException(
            ("Data set %s has images of %s and of %s µm per pixel, which are one scale to any"
                    + " reader; cut all images to the same µm per pixel, or give them the same.")
                .formatted(dataset.name(), microns.get(i - 1), microns.get(i)));
      }
    }
    if (microns.size() > MOST) {
      throw new DatasetException(
          "Data set %s has images at %d different µm per pixel; protocol scale-response takes %d at most."
              .formatted(dataset.name(), microns.size(), MOST));
    }
    return new TrueScales(dataset.name(), microns);
  }

  double finest() {
    return microns.get(0);
  }

  double coarsest() {
    return microns.get(microns.size() - 1);
  }

  /** The scale of the data set that is meant by one that is asked for. */
  Optional<Double> same(double asked) {
    return microns.stream().filter(own -> Math.max(own / asked, asked / own) < SAME).findFirst();
  }

  /** The coarsest scale that is not coarser than this one; the finest if all are. */
  double notCoarserThan(double asked) {
    double found = finest();
    for (double own : microns) {
      found = own <= asked ? own : found;
    }
    return found;
  }

  /**
   * Scales between these: each that finer images can show by {@code steps} equal steps of a
   * doubling, unless it is within half a step of the next one.
   *
   * @return rounded to four digits
   */
  List<Double> between(int steps) {
    List<Double> between = new ArrayList<>();
    for (int i = 1; i < microns.size(); i++) {
      double octaves = Math.log(microns.get(i) / microns.get(i - 1)) / Math.log(2);
      for (int step = 1; step < octaves * steps - 0.5; step++) {
        between.add(rounded(microns.get(i - 1) * Math.pow(2, (double) step / steps)));
      }
    }
    return between;
  }

  /**
   * Scales to train on together.
   *
   * @param option as written, {@code 0.25+0.5}
   * @return in order
   * @throws ConfigurationException if one is no scale of the data set
   */
  List<Double> set(String option) {
    TreeSet<Double> set = new TreeSet<>();
    for (String part : option.split("\\+", -1)) {
      double own = number(part.strip()).flatMap(this::same).orElseThrow(() -> unknown(part));
      if (!set.add(own)) {
        throw new ConfigurationException(
            "protocol.train-on has %s twice in %s; leave one out.".formatted(own, option));
      }
    }
    return List.copyOf(set);
  }

  private ConfigurationException unknown(String part) {
    return new ConfigurationException(
        "protocol.train-on names %s, and data set %s has images at %s µm per pixel."
            .formatted(part.strip(), dataset, microns));
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite).filter(value -> value > 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static double rounded(double value) {
    return new BigDecimal(value, new MathContext(4)).doubleValue();
  }
}
