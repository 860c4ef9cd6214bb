package org.parfocal.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The Markdown table of frozen studies: a row for each backbone and engine. */
final class FrozenTable {
  static final String LEGEND =
      "Seconds: median of the rounds, and 10–90 %. Ratio: the engine's seconds over the first"
          + " engine's, median of the rounds' own ratios, and 10–90 %.";

  static final String HEADER =
      """
      | backbone | engine | s (10–90 %) | ratio (10–90 %) | peak MiB |
      |---|---|--:|--:|--:|
      """;

  private FrozenTable() {}

  /** One line for each engine. */
  static String rows(String backbone, List<Measurement> measurements) {
    return measurements.stream()
        .map(measurement -> row(backbone, measurement, measurements.get(0)))
        .collect(Collectors.joining());
  }

  private static String row(String backbone, Measurement measurement, Measurement first) {
    Quantiles studies = measurement.steps();
    Quantiles ratios = first.pairedSpeeds(measurement);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f (%.2f–%.2f) | %.2f (%.2f–%.2f) | %.0f |%n",
        backbone,
        measurement.peer(),
        studies.median() / 1000,
        studies.at(0.1) / 1000,
        studies.at(0.9) / 1000,
        ratios.median(),
        ratios.at(0.1),
        ratios.at(0.9),
        measurement.peakMebibytes());
  }
}
