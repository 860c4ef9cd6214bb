package org.parfocal.metric.calibration.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.statistics.PatientBootstrap;
import org.parfocal.statistics.TestPatients;

/**
 * What a reliability diagram shows: for each bin of equal width, scope {@code bin 01} and so on,
 * the mean probability, the share of events with its interval, and the number of images.
 */
final class ReliabilityTable {
  private final int bins;
  private final Reliability reliability;

  ReliabilityTable(Forecasts forecasts, int bins) {
    this.bins = bins;
    reliability = new Reliability(forecasts, Bins.equalWidth(forecasts.probability(), bins));
  }

  List<Score> scores(Part part, TestPatients patients, PatientBootstrap bootstrap) {
    Reliability.Table table = reliability.table(PatientBootstrap.once(patients.count()));
    List<Numbers.Name> names = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      names.add(new Numbers.Name("reliability-frequency", scope(bin), edges(bin), empty(bin)));
    }
    List<Score> frequencies =
        new Numbers(names, this::frequencies).scores(part, patients, bootstrap);
    List<Score> scores = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      scores.add(confidence(part, bin, table.confidence(bin)));
      scores.add(frequencies.get(bin));
      scores.add(Score.of("reliability-count", part, scope(bin), table.images()[bin]));
    }
    return scores;
  }

  private double[] frequencies(int[] weights) {
    Reliability.Table table = reliability.table(weights);
    double[] frequencies = new double[bins];
    Arrays.setAll(frequencies, table::frequency);
    return frequencies;
  }

  private Score confidence(Part part, int bin, double value) {
    String name = "reliability-confidence";
    return Double.isNaN(value)
        ? Score.undefined(name, part, scope(bin), empty(bin))
        : new Score(name, part, scope(bin), value, Double.NaN, Double.NaN, edges(bin));
  }

  private static String scope(int bin) {
    return String.format(Locale.ROOT, "bin %02d", bin + 1);
  }

  private String edges(int bin) {
    return String.format(Locale.ROOT, "%.3f to %.3f", (double) bin / bins, (bin + 1.0) / bins);
  }

  private String empty(int bin) {
    return "no image from " + edges(bin);
  }
}
