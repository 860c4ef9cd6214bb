package org.parfocal.protocol.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sample;
import org.parfocal.imaging.ZoomedSamples;

/**
 * The scales that are tested at, and the images that show them: those of the data set, or else the
 * images of the next finer scale, resampled.
 *
 * @param scales of the data set
 * @param microns to test at, finest first
 */
record TestScales(TrueScales scales, List<Double> microns) {
  /** As far as images are zoomed elsewhere. */
  private static final double MOST = 10;

  /**
   * As the options say.
   *
   * @param asked µm per pixel; if there are none, the data set's and {@code steps} between
   * @throws ConfigurationException if one is twice there, or out of the images' reach
   */
  static TestScales of(TrueScales scales, double[] asked, int steps) {
    TreeSet<Double> microns = new TreeSet<>();
    if (asked.length == 0) {
      microns.addAll(scales.microns());
      microns.addAll(scales.between(steps));
    }
    for (double each : asked) {
      double from = scales.notCoarserThan(each);
      if (!(each / from <= MOST && from / each <= MOST)) {
        throw new ConfigurationException(
            "protocol.test-at has %s µm per pixel, out of the reach of images of %s; it can be from %s to %s."
                .formatted(each, from, scales.finest() / MOST, scales.coarsest() * MOST));
      }
      if (!microns.add(scales.same(each).orElse(each))) {
        throw new ConfigurationException(
            "protocol.test-at has %s µm per pixel twice; leave one out.".formatted(each));
      }
    }
    return new TestScales(scales, List.copyOf(microns));
  }

  /** What a person should know of images that show what their pixels do not tell. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    List<Double> finer = microns.stream().filter(each -> each < scales.finest()).toList();
    if (!finer.isEmpty()) {
      notes.add(
          "At %s µm per pixel the middle of images of %s is enlarged: they show no finer detail than their files hold."
              .formatted(finer, scales.finest()));
    }
    List<Double> made =
        microns.stream()
            .filter(each -> each > scales.finest() && scales.same(each).isEmpty())
            .toList();
    if (!made.isEmpty()) {
      notes.add(
          "Images at %s µm per pixel are made of the next finer ones, reduced and mirrored at their borders: they show no more tissue than these."
              .formatted(made));
    }
    return notes;
  }

  /**
   * The samples at these scales: those of the data set that have one, and views of them.
   *
   * @param samples of known µm per pixel
   */
  List<Sample> samples(Collection<Sample> samples) {
    List<Sample> all = new ArrayList<>();
    for (Sample sample : samples) {
      double own = sample.micronsPerPixel().orElseThrow();
      if (microns.contains(own)) {
        all.add(sample);
      }
      List<Double> made =
          microns.stream()
              .filter(each -> scales.same(each).isEmpty())
              .filter(each -> scales.notCoarserThan(each) == own)
              .toList();
      if (!made.isEmpty()) {
        all.addAll(ZoomedSamples.at(sample, made));
      }
    }
    return all;
  }
}
