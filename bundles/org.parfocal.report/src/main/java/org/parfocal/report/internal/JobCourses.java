package org.parfocal.report.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.parfocal.report.Pictures.Picture;

/** What each of many jobs noted of a number, epoch by epoch, as a drawing. */
final class JobCourses {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 200;
  private static final int LINES = 4;

  private JobCourses() {}

  /**
   * Draws a line for each job.
   *
   * @param jobs what each noted of its epochs, by name
   * @param order of the numbers: the first one is drawn
   * @return nothing where no job noted two epochs
   */
  static Optional<Picture> of(
      String variant, List<List<Map<String, Double>>> jobs, ToIntFunction<String> order) {
    Optional<String> series =
        jobs.stream()
            .flatMap(List::stream)
            .flatMap(epoch -> epoch.keySet().stream())
            .filter(name -> !name.equals(TrainingCurves.EPOCH))
            .distinct()
            .min(Comparator.comparingInt(order).thenComparing(name -> name));
    return series.flatMap(name -> drawn(variant, name, jobs));
  }

  private static Optional<Picture> drawn(
      String variant, String series, List<List<Map<String, Double>>> jobs) {
    List<double[]> courses =
        jobs.stream()
            .map(
                job ->
                    job.stream()
                        .filter(epoch -> epoch.containsKey(series))
                        .mapToDouble(epoch -> epoch.getOrDefault(series, Double.NaN))
                        .toArray())
            .toList();
    int longest = courses.stream().mapToInt(course -> course.length).max().orElse(0);
    DoubleSummaryStatistics range =
        courses.stream()
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .summaryStatistics();
    if (longest < 2 || range.getCount() == 0) {
      return Optional.empty();
    }
    Drawing drawing = new Drawing(WIDTH, HEIGHT);
    for (int line = 0; line <= LINES; line++) {
      drawing.grid(0, (double) line / LINES, 1, (double) line / LINES);
    }
    double height = Math.max(range.getMax() - range.getMin(), Double.MIN_NORMAL);
    for (int job = 0; job < courses.size(); job++) {
      double[] course = courses.get(job);
      for (int i = 1; i < course.length; i++) {
        if (Double.isFinite(course[i - 1]) && Double.isFinite(course[i])) {
          drawing.line(
              (i - 1.0) / (longest - 1),
              (course[i - 1] - range.getMin()) / height,
              (double) i / (longest - 1),
              (course[i] - range.getMin()) / height,
              job);
        }
      }
    }
    return Optional.of(
        new Picture(
            drawing.image(),
            false,
            "%s of %d jobs of %s at each epoch".formatted(series, jobs.size(), variant),
            List.of(
                variant,
                "%s of %d jobs".formatted(series, jobs.size()),
                String.format(
                    Locale.ROOT,
                    "%.3g at the bottom to %.3g, epochs 1 to %d",
                    range.getMin(),
                    range.getMax(),
                    longest)),
            List.of()));
  }
}
