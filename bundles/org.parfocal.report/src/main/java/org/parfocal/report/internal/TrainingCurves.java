package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.core.JobKey;
import org.parfocal.core.StoredStudy;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.Pictures;
import org.parfocal.report.Pictures.Picture;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.Words;

/** What the jobs noted of their epochs. */
@Component(property = "service.ranking:Integer=500")
public final class TrainingCurves implements ReportSection {
  static final String EPOCH = "epoch";
  private static final int POINTS = 8000;

  /** So many jobs' lines of a variant are no longer told apart one by one. */
  private static final int MANY = 40;

  @Override
  public String heading() {
    return "Training";
  }

  @Override
  public String anchor() {
    return "training";
  }

  /** What a job noted, or why it cannot be read. */
  private record Noted(List<Map<String, Double>> epochs, String unread) {
    static Noted of(StoredStudy study, JobKey key) {
      try {
        return new Noted(study.history(key), "");
      } catch (IOException e) {
        return new Noted(
            List.of(), "The history of %s cannot be read: %s.".formatted(key, e.getMessage()));
      }
    }
  }

  /** A number at an epoch. */
  private record Place(String variant, String series, int epoch) {}

  @Override
  public List<Block> blocks(ReportedStudy study) {
    Map<Place, DoubleSummaryStatistics> noted = new LinkedHashMap<>();
    List<String> unread = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    for (String variant : Shown.variants(study)) {
      List<Noted> jobs =
          study.stored().finished(variant).parallelStream()
              .map(key -> Noted.of(study.stored(), key))
              .toList();
      for (Noted job : jobs) {
        add(noted, variant, job.epochs);
        if (!job.unread.isEmpty()) {
          unread.add(job.unread);
        }
      }
      if (jobs.size() >= MANY) {
        JobCourses.of(variant, jobs.stream().map(Noted::epochs).toList(), TrainingCurves::order)
            .ifPresent(pictures::add);
      }
    }
    List<Block> blocks = new ArrayList<>();
    List<Map<String, @Nullable Object>> rows =
        noted.entrySet().stream()
            .sorted(Comparator.comparing(entry -> order(entry.getKey().series())))
            .map(entry -> point(study, entry.getKey(), entry.getValue()))
            .limit(POINTS)
            .toList();
    if (!rows.isEmpty()) {
      blocks.add(
          new Figure(
              "training-curves",
              "What was noted at each epoch",
              Shown.caption(
                  study,
                  List.of(
                      "Mean over the jobs of a variant; bands reach from the lowest job to the"
                          + " highest.")),
              Specifications.figure("training"),
              rows,
              Shown.choices(study, "series")));
    }
    if (!pictures.isEmpty()) {
      blocks.add(
          new Pictures(
              "training-courses",
              "The course of each job",
              Shown.caption(
                  study,
                  List.of(
                      "A line is a job; of variants with %d jobs or more, drawn as flat images, because so many lines would slow the page down."
                          .formatted(MANY))),
              pictures));
    }
    if (!unread.isEmpty()) {
      blocks.add(new Words("", unread));
    }
    return blocks;
  }

  private static void add(
      Map<Place, DoubleSummaryStatistics> noted,
      String variant,
      List<Map<String, Double>> history) {
    for (int line = 0; line < history.size(); line++) {
      Map<String, Double> numbers = history.get(line);
      int epoch = numbers.getOrDefault(EPOCH, line + 1.0).intValue();
      numbers.forEach(
          (series, value) -> {
            if (!series.equals(EPOCH)) {
              noted
                  .computeIfAbsent(
                      new Place(variant, series, epoch), one -> new DoubleSummaryStatistics())
                  .accept(value);
            }
          });
    }
  }

  /** Validation first, then losses, then what tells of the machine. */
  private static int order(String series) {
    return series.startsWith("validation") ? 0 : series.startsWith("loss") ? 1 : 2;
  }

  private static Map<String, @Nullable Object> point(
      ReportedStudy study, Place place, DoubleSummaryStatistics jobs) {
    return row(
        "variant",
        place.variant(),
        "always",
        Shown.always(study, place.variant()),
        "series",
        place.series(),
        EPOCH,
        place.epoch(),
        "value",
        Numbers.rounded(jobs.getAverage()),
        "low",
        Numbers.rounded(jobs.getMin()),
        "high",
        Numbers.rounded(jobs.getMax()),
        "jobs",
        jobs.getCount());
  }
}
