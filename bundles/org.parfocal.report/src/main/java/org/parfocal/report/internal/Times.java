package org.parfocal.report.internal;

import static org.parfocal.report.ReportedStudy.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.parfocal.core.StoredJob;
import org.parfocal.report.Block;
import org.parfocal.report.Figure;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.Words;

/** What the jobs took. */
@Component(property = "service.ranking:Integer=300")
public final class Times implements ReportSection {
  private static final double HOUR = 3600;
  private static final double MINUTE = 60;

  @Override
  public String heading() {
    return "Time";
  }

  @Override
  public String anchor() {
    return "time";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<StoredJob> done = study.stored().jobs().stream().filter(StoredJob::isDone).toList();
    if (done.isEmpty()) {
      return List.of();
    }
    double sum = done.stream().mapToDouble(StoredJob::seconds).sum();
    double most = done.stream().mapToDouble(StoredJob::seconds).max().orElse(0);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (StoredJob job : done) {
      rows.add(
          row(
              "variant",
              job.key().variant(),
              "job",
              job.key().toString(),
              "seconds",
              job.seconds()));
    }
    return List.of(
        new Words(
            "",
            List.of(
                "%s took %s together, %s on average, %s at most; what was cached from other studies is not in it."
                    .formatted(
                        Numbers.counted(done.size(), "finished job"),
                        words(sum),
                        words(sum / done.size()),
                        words(most)))),
        new Figure(
            "times",
            "Time by job",
            List.of("A line is a job; wall time of its last attempt."),
            Specifications.figure("times"),
            rows,
            List.of()));
  }

  static String words(double seconds) {
    if (seconds >= HOUR) {
      return String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
    }
    return seconds >= MINUTE
        ? String.format(Locale.ROOT, "%.1f min", seconds / MINUTE)
        : String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
