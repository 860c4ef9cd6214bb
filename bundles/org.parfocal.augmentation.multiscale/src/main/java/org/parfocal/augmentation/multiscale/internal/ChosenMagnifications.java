package org.parfocal.augmentation.multiscale.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.JobContext;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;

/** The magnifications that are drawn; all of the training part unless some are named. */
final class ChosenMagnifications {
  private final Set<String> names;

  ChosenMagnifications(String[] names) {
    this.names = new LinkedHashSet<>();
    // An option that is left out arrives as one blank text.
    Stream.of(names).map(String::strip).filter(name -> !name.isEmpty()).forEach(this.names::add);
    if (this.names.size() == 1) {
      throw new ConfigurationException(
          "augmentation.multiscale.magnifications must name two magnifications or more, or be left out; it is "
              + this.names
              + ".");
    }
  }

  /**
   * The training samples of these magnifications; samples without a magnification too if none are
   * named. A magnification that the fold holds out is left out with a warning.
   *
   * @throws DatasetException if the data set has no such magnification, or the fold trains on fewer
   *     than two
   */
  List<Sample> samples(List<Sample> training, JobContext job) {
    if (names.isEmpty()) {
      return training;
    }
    requireKnown(job);
    List<String> trained = SampleField.MAGNIFICATION.values(training);
    List<String> missing = names.stream().filter(name -> !trained.contains(name)).toList();
    List<String> left = trained.stream().filter(names::contains).toList();
    if (left.size() < 2) {
      throw new DatasetException(
          "Fold %s trains on %s: fewer than two of augmentation.multiscale.magnifications, which are %s."
              .formatted(job.fold(), listed(trained), listed(names)));
    }
    if (!missing.isEmpty()) {
      job.warn(
          "Fold %s does not train on %s of augmentation.multiscale.magnifications; its groups are of %s."
              .formatted(job.fold(), listed(missing), listed(left)));
    }
    return training.stream()
        .filter(sample -> sample.magnification() != null && names.contains(sample.magnification()))
        .toList();
  }

  /** A name that no image has is a slip of the pen; one that only test images have is held out. */
  private void requireKnown(JobContext job) {
    List<String> known = job.values(SampleField.MAGNIFICATION);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new DatasetException(
            "augmentation.multiscale.magnifications names %s, which no image of the data set has; they have %s."
                .formatted(name, listed(known)));
      }
    }
  }

  private static String listed(Iterable<String> magnifications) {
    String list = String.join(", ", magnifications);
    return list.isEmpty() ? "no magnification" : list;
  }
}
