package org.parfocal.report.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.core.Embedded;
import org.parfocal.core.JobKey;
import org.parfocal.report.ReportedStudy;

/**
 * Some of the test patients' images of a variant's first job, with their embeddings.
 *
 * @param variant of the results
 * @param key of the job
 * @param images at most {@value #MOST}, evenly from all of them
 * @param unread why there are none, in a sentence; or empty
 */
record EmbeddedJob(String variant, JobKey key, List<Embedded> images, String unread) {
  /** More make a map no clearer. */
  static final int MOST = 600;

  private static final Set<Part> PARTS = EnumSet.of(Part.TEST, Part.SEEN);

  static EmbeddedJob of(ReportedStudy study, String variant) {
    JobKey key = study.stored().finished(variant).get(0);
    try {
      List<Embedded> all = study.stored().embedded(key, PARTS);
      int count = Math.min(MOST, all.size());
      return new EmbeddedJob(
          variant,
          key,
          IntStream.range(0, count)
              .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
              .toList(),
          "");
    } catch (IOException e) {
      return new EmbeddedJob(
          variant, key, List.of(), "There is no map of %s: %s.".formatted(key, e.getMessage()));
    }
  }

  /** Whether there is something to map. */
  boolean isMapped() {
    return images.size() > 1 && images.get(0).embedding().length > 1;
  }

  /** What the models said. */
  List<Prediction> said() {
    return images.stream().map(Embedded::prediction).toList();
  }

  /** Alike where the embeddings are, as those of one frozen backbone. */
  int fingerprint() {
    return images.stream().map(one -> Arrays.hashCode(one.embedding())).toList().hashCode();
  }
}
