package org.parfocal.report;

import java.util.List;
import org.parfocal.core.JobKey;

/**
 * What a finished job said of the images of its test part.
 *
 * @param key of the job, as the results name it
 * @param images in the order in which they are stored
 */
public record TestedJob(JobKey key, List<TestedImage> images) {
  public TestedJob {
    images = List.copyOf(images);
  }

  /**
   * A tested image.
   *
   * @param sample its id
   * @param patient as reports may call it
   * @param domain its value of the field that the protocol varies; empty if it has none
   * @param label true class
   * @param decided class that was decided for
   * @param probabilities one for each class
   */
  public record TestedImage(
      String sample,
      String patient,
      String domain,
      int label,
      int decided,
      List<Double> probabilities) {}
}
