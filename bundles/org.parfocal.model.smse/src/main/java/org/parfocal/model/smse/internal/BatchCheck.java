package org.parfocal.model.smse.internal;

import java.util.List;
import java.util.SplittableRandom;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.JobContext;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;

/**
 * Looks at the groups of an epoch before anything is computed: a pyramid of three magnifications
 * has three images too, and would be trained on as if its last were of another class.
 */
final class BatchCheck {
  private BatchCheck() {}

  /**
   * Checks a draw, and warns of pairs that never show two classes.
   *
   * @throws ConfigurationException if a triplet is none
   */
  static void check(TrainingSet training, MetricForm form, JobContext job) {
    List<List<Sample>> drawn = training.draw().epoch(0, new SplittableRandom(job.seed()));
    if (form == MetricForm.TRIPLET && !drawn.stream().allMatch(BatchCheck::triplet)) {
      throw new ConfigurationException(
          "model smse needs triplets of an anchor, an image of its class and one of another class;"
              + " the augmentation draws groups of three that are not; set augmentation:"
              + " {multiscale: {group: triplet}}.");
    }
    if (form == MetricForm.PAIR && drawn.stream().allMatch(BatchCheck::oneClass)) {
      job.warn(
          "None of the %d pairs of the first epoch is of two classes: the metric loss alone would"
                  .formatted(drawn.size())
              + " pull all images together; with pairs, augmentation.multiscale.group should be pair.");
    }
  }

  private static boolean triplet(List<Sample> group) {
    return group.size() == 3
        && group.get(0).label() == group.get(1).label()
        && group.get(0).label() != group.get(2).label();
  }

  private static boolean oneClass(List<Sample> group) {
    return group.stream().mapToInt(Sample::label).distinct().count() == 1;
  }
}
