package org.parfocal.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The Markdown table of speeds: a row for each workload, about the first engine.
 *
 * @param peers what is measured; the first is compared with each of the others
 */
record SpeedTable(List<Peer> peers) {
  static final String LEGEND =
      "Milliseconds of a step: median of the rounds, and 10–90 % of all single steps. × ENGINE:"
          + " speed against that engine, median of the rounds' own ratios. Peak: largest resident"
          + " memory of the process, Java and libraries included, or of the GPU; beside it the least of"
          + " the others'.";

  /** The lines above the rows. */
  String header() {
    List<String> titles =
        new ArrayList<>(List.of("backbone", "px", "batch", "", "ms (10–90 %)", "images/s"));
    peers.stream().skip(1).forEach(peer -> titles.add("× " + peer));
    titles.addAll(List.of("peak MiB", "others'"));
    List<String> alignments = new ArrayList<>(Collections.nCopies(titles.size(), "--:"));
    alignments.set(0, "---");
    alignments.set(3, "---");
    return line(titles) + line(alignments);
  }

  /** One line; the measurements are in the order of the peers. */
  String row(Workload workload, List<Measurement> measurements) {
    Measurement first = measurements.get(0);
    List<Measurement> others = measurements.subList(1, measurements.size());
    Quantiles steps = first.steps();
    List<String> cells = new ArrayList<>();
    cells.add(workload.backbone());
    cells.add(text("%d", workload.imageSize()));
    cells.add(text("%d", workload.batch()));
    cells.add(workload.mode().toString());
    cells.add(text("%.1f (%.1f–%.1f)", first.step(), steps.at(0.1), steps.at(0.9)));
    cells.add(text("%.1f", 1000 * workload.batch() / first.step()));
    others.forEach(other -> cells.add(text("%.2f", first.pairedSpeeds(other).median())));
    cells.add(text("%.0f", first.peakMebibytes()));
    cells.add(
        others.stream()
            .map(Measurement::peakMebibytes)
            .min(Comparator.naturalOrder())
            .map(peak -> text("%.0f", peak))
            .orElse("–"));
    return line(cells);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
