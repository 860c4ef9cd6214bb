package org.parfocal.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The Markdown table of speeds. */
final class SpeedTable {
  static final String LEGEND =
      "Milliseconds of a step: median of the rounds, and 10–90 % of all single steps."
          + " × libtorch: speed against the workload's fastest `libtorch`, by medians; paired: by"
          + " the rounds' own ratios, median and 10–90 %. Peak: resident memory of the process, Java"
          + " and libraries included.";

  static final String HEADER =
      """
      | backbone | px | batch | mode | engine | ms | 10–90 % | images/s | × libtorch | paired | 10–90 % | peak MiB |
      |---|--:|--:|---|---|--:|--:|--:|--:|--:|--:|--:|
      """;

  private SpeedTable() {}

  /** One line for each engine; without libtorch the first engine is what is compared with. */
  static String rows(Workload workload, List<Measurement> measurements) {
    Measurement reference =
        measurements.stream()
            .filter(measurement -> measurement.peer().libtorch())
            .min(Comparator.comparingDouble(Measurement::step))
            .orElse(measurements.get(0));
    return measurements.stream()
        .map(measurement -> row(workload, measurement, reference))
        .collect(Collectors.joining());
  }

  private static String row(Workload workload, Measurement measurement, Measurement reference) {
    Quantiles steps = measurement.steps();
    Quantiles paired = measurement.pairedSpeeds(reference);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %s | %s | %.1f | %.1f–%.1f | %.1f | %.2f | %.2f | %.2f–%.2f | %.0f |%n",
        workload.backbone(),
        workload.imageSize(),
        workload.batch(),
        workload.mode(),
        measurement.peer(),
        measurement.step(),
        steps.at(0.1),
        steps.at(0.9),
        1000 * workload.batch() / measurement.step(),
        measurement.speed(reference),
        paired.median(),
        paired.at(0.1),
        paired.at(0.9),
        measurement.peakMebibytes());
  }
}
