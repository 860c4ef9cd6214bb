package org.parfocal.report.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.OutputException;
import org.parfocal.api.Score;
import org.parfocal.core.JobKey;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.StoredJob;
import org.parfocal.core.StoredStudy;

/**
 * A finished job as trackers of experiments know runs.
 *
 * @param key of the job
 * @param place of its folder below that of the study
 * @param begin when it began, in milliseconds since 1970; 0 if unknown
 * @param end when it ended
 * @param epochs what it noted of each, finite numbers by name
 * @param scores of its fold and seed by part and name, over everything in the part
 * @param settings that decided its result
 */
record TrackedRun(
    JobKey key,
    Path place,
    long begin,
    long end,
    List<Map<String, Double>> epochs,
    Map<String, Double> scores,
    Map<String, String> settings) {
  private static final double MILLIS = 1000;

  /** The finished jobs of a study's plan. */
  static List<TrackedRun> of(StoredStudy study) {
    Map<String, Map<String, Double>> scores = scores(study);
    List<TrackedRun> runs = new ArrayList<>();
    for (StoredJob job : study.jobs()) {
      if (job.isDone()) {
        long end = time(job.ended());
        runs.add(
            new TrackedRun(
                job.key(),
                study.results().directory().relativize(job.directory()),
                Math.max(0, end - (long) (job.seconds() * MILLIS)),
                end,
                epochs(study, job.key()),
                scores.getOrDefault(job.key().toString(), Map.of()),
                job.settings()));
      }
    }
    return runs;
  }

  private static Map<String, Map<String, Double>> scores(StoredStudy study) {
    Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
    for (ScoreRow row : study.results().scores()) {
      if (row.score().scope().equals(Score.ALL) && Double.isFinite(row.score().value())) {
        scores
            .computeIfAbsent(
                "%s/%s/seed-%s".formatted(row.variant(), row.fold(), row.seed()),
                job -> new LinkedHashMap<>())
            .put(row.score().part().label() + "/" + row.score().metric(), row.score().value());
      }
    }
    return scores;
  }

  private static List<Map<String, Double>> epochs(StoredStudy study, JobKey key) {
    try {
      List<Map<String, Double>> epochs = new ArrayList<>();
      for (Map<String, Double> noted : study.history(key)) {
        Map<String, Double> finite = new LinkedHashMap<>(noted);
        finite.values().removeIf(value -> !Double.isFinite(value));
        epochs.add(finite);
      }
      return epochs;
    } catch (IOException e) {
      throw new OutputException(
          "The history of %s cannot be read (%s); run the study again."
              .formatted(key, e.getMessage()),
          e);
    }
  }

  private static long time(String ended) {
    try {
      return ended.isEmpty() ? 0 : Instant.parse(ended).toEpochMilli();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  /** When an epoch ended, as if all had taken the same time: jobs note no clock. */
  long when(int epoch) {
    return begin + Math.round((double) (end - begin) * (epoch + 1) / Math.max(1, epochs.size()));
  }
}
