package org.parfocal.command.internal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.parfocal.core.StudyCost;
import org.parfocal.core.StudyCost.Work;

/** Shows what a study will take. */
final class CostReport {
  private static final double MILLION = 1e6;

  private CostReport() {}

  static Duration time(StudyCost cost, int workers) {
    return Duration.ofMillis(Math.round(1000 * cost.seconds(workers)));
  }

  static void print(StudyCost cost, int workers, PrintWriter out) {
    TextTable table = new TextTable().row("work", "times", "seconds each", "together");
    for (Work work : cost.work()) {
      table.row(
          work.what(),
          work.times(),
          String.format(Locale.ROOT, "%.3g", work.seconds()),
          TimeEstimate.shown(Duration.ofMillis(Math.round(1000 * work.all()))));
    }
    out.println();
    out.print(table);
    out.printf(
        "%nMeasured: about %s%s, %s of memory, %s of disk in the study's folder and %s in the cache.%n",
        TimeEstimate.shown(time(cost, workers)),
        workers == 1 ? "" : " by %d workers".formatted(workers),
        cost.memoryBytes().isPresent()
            ? megabytes(workers * cost.memoryBytes().getAsLong())
            : "an unknown amount",
        megabytes(cost.resultBytes()),
        megabytes(cost.cacheBytes()));
  }

  private static String megabytes(long bytes) {
    return bytes < 10 * MILLION
        ? String.format(Locale.ROOT, "%.1f MB", bytes / MILLION)
        : String.format(Locale.ROOT, "%.0f MB", bytes / MILLION);
  }
}
