package org.parfocal.metric.calibration.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.parfocal.metric.calibration.internal.TestPredictions.TWO;
import static org.parfocal.metric.calibration.internal.TestPredictions.find;
import static org.parfocal.metric.calibration.internal.TestPredictions.positive;
import static org.parfocal.metric.calibration.internal.TestPredictions.prediction;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.statistics.PatientBootstrap;

class CalibrationMetricTest {
  private static final int BINS = 15;

  @Test
  void measuresErrorsAsNaiveLoopsDo() {
    List<Prediction> predictions = TestPredictions.simulated(1, "f", "40X", 9, 300, 0.1);
    List<Score> scores = score(TWO, predictions);
    assertThat(find(scores, "ece-equal-mass").value())
        .isEqualTo(TestPredictions.calibrationError(predictions, BINS), within(1e-12));
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double low = bin / 15.0;
      double high = (bin + 1) / 15.0;
      List<Prediction> in =
          predictions.stream().filter(p -> positive(p) >= low && positive(p) < high).toList();
      double confidence = in.stream().mapToDouble(TestPredictions::positive).average().orElse(0);
      double frequency = in.stream().mapToDouble(Prediction::label).average().orElse(0);
      error += in.size() / 300.0 * Math.abs(confidence - frequency);
    }
    assertThat(find(scores, "ece-equal-width").value()).isEqualTo(error, within(1e-12));
    double loss = 0;
    for (Prediction p : predictions) {
      loss -= Math.log(p.probabilities().get(p.label())) / 300;
    }
    assertThat(find(scores, "negative-log-likelihood").value()).isEqualTo(loss, within(1e-12));
  }

  @Test
  void agreesWithClosedForms() {
    // Four images at 0.75, half of them positive.
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      predictions.add(prediction("f", "s" + i, "p" + i, null, Part.TEST, i % 2, 0.25, 0.75));
    }
    List<Score> scores = score(TWO, predictions);
    assertValue(scores, "ece-equal-mass", 0.25);
    assertValue(scores, "ece-equal-width", 0.25);
    assertValue(scores, "negative-log-likelihood", -(Math.log(0.25) + Math.log(0.75)) / 2);
    assertValue(scores, "calibration-brier", (0.5625 + 0.0625) / 2);
    assertValue(scores, "brier-reliability", 0.0625);
    assertValue(scores, "brier-resolution", 0);
    assertValue(scores, "brier-uncertainty", 0.25);
    assertValue(scores, "brier-within-bins", 0);
    assertThat(find(scores, "ece-equal-mass").note()).endsWith("; 1 of 15 bins hold images");
  }

  @Test
  void dividesTheBrierScoreAsMurphyDid() {
    // Forecasts of ten values, each in a bin of its own: nothing remains within bins.
    List<Prediction> predictions = new ArrayList<>();
    double reliability = 0;
    double resolution = 0;
    for (int i = 0; i < 200; i++) {
      double p = (i % 10) / 10.0 + 0.05;
      int label = i % 10 + i / 40 > 7 ? 1 : 0;
      predictions.add(prediction("f", "s" + i, "p" + i % 7, null, Part.TEST, label, 1 - p, p));
    }
    double base = predictions.stream().mapToDouble(Prediction::label).average().orElseThrow();
    for (int value = 0; value < 10; value++) {
      double p = value / 10.0 + 0.05;
      double frequency =
          predictions.stream()
              .filter(one -> positive(one) == p)
              .mapToDouble(Prediction::label)
              .average()
              .orElseThrow();
      reliability += 0.1 * Math.pow(p - frequency, 2);
      resolution += 0.1 * Math.pow(frequency - base, 2);
    }
    List<Score> scores = new CalibrationMetric(10, none()).score(outcome(TWO, predictions));
    assertValue(scores, "brier-reliability", reliability);
    assertValue(scores, "brier-resolution", resolution);
    assertValue(scores, "brier-uncertainty", base * (1 - base));
    assertValue(scores, "brier-within-bins", 0);
    assertValue(scores, "calibration-brier", reliability - resolution + base * (1 - base));
  }

  @Test
  void hasTheVarianceAndCovarianceWithinBinsAsRemainder() {
    List<Prediction> predictions = TestPredictions.simulated(3, "f", "40X", 9, 150, 0.2);
    double expected = 0;
    for (List<Prediction> bin : TestPredictions.binned(predictions, BINS)) {
      double p = bin.stream().mapToDouble(TestPredictions::positive).average().orElseThrow();
      double y = bin.stream().mapToDouble(Prediction::label).average().orElseThrow();
      for (Prediction one : bin) {
        expected += Math.pow(positive(one) - p, 2) / 150;
        expected -= 2 * (positive(one) - p) * (one.label() - y) / 150;
      }
    }
    assertValue(score(TWO, predictions), "brier-within-bins", expected);
  }

  @Test
  void findsNoErrorWhereProbabilitiesAreTrue() {
    List<Score> calibrated = score(TWO, TestPredictions.simulated(5, "f", "40X", 9, 60_000, 0));
    assertThat(find(calibrated, "ece-equal-mass").value()).isLessThan(0.01);
    assertThat(find(calibrated, "ece-equal-width").value()).isLessThan(0.01);
    assertThat(find(calibrated, "brier-reliability").value()).isLessThan(1e-4);
    // ∫ p (1 − p) dp and ∫ −p ln p − (1 − p) ln (1 − p) dp.
    assertThat(find(calibrated, "calibration-brier").value()).isEqualTo(1.0 / 6, within(0.003));
    assertThat(find(calibrated, "negative-log-likelihood").value()).isEqualTo(0.5, within(0.01));

    // Never positive below 0.3, otherwise 0.3 less often than said: ∫ min(p, 0.3) dp.
    List<Score> confident = score(TWO, TestPredictions.simulated(5, "f", "40X", 9, 60_000, -0.3));
    assertThat(find(confident, "ece-equal-mass").value()).isEqualTo(0.255, within(0.01));
  }

  @Test
  void judgesTheMostProbableOfSeveralClasses() {
    List<String> three = List.of("A", "F", "PT");
    List<Prediction> predictions =
        List.of(
            prediction("f", "1", "p1", null, Part.TEST, 0, 0.5, 0.25, 0.25),
            prediction("f", "2", "p2", null, Part.TEST, 1, 0.5, 0.25, 0.25),
            prediction("f", "3", "p3", null, Part.TEST, 2, 0.1, 0.1, 0.8));
    List<Score> scores = score(three, predictions);
    // 0.5 is right once of twice: no error; 0.8 is right once of once.
    assertValue(scores, "ece-equal-mass", 0.2 / 3);
    assertValue(scores, "ece-equal-width", 0.2 / 3);
    double brier = (0.25 + 2 * 0.0625) + (0.25 + 0.5625 + 0.0625) + (0.01 + 0.01 + 0.04);
    assertValue(scores, "calibration-brier", brier / 3);
    // Each class: a third of the images.
    assertValue(scores, "brier-uncertainty", 3 * (1.0 / 3) * (2.0 / 3));
    assertValue(
        scores,
        "calibration-brier",
        find(scores, "brier-reliability").value()
            - find(scores, "brier-resolution").value()
            + find(scores, "brier-uncertainty").value()
            + find(scores, "brier-within-bins").value());
    assertThat(find(scores, "reliability-count", Part.TEST, "bin 08").value()).isEqualTo(2);
    assertThat(find(scores, "reliability-frequency", Part.TEST, "bin 08").value()).isEqualTo(0.5);
  }

  @Test
  void tabulatesBins() {
    List<Prediction> predictions = TestPredictions.simulated(7, "f", "40X", 5, 500, 0);
    predictions.removeIf(p -> positive(p) >= 0.2 && positive(p) < 0.4);
    List<Score> scores =
        new CalibrationMetric(5, new PatientBootstrap(50, 1, 2)).score(outcome(TWO, predictions));
    assertThat(find(scores, "reliability-frequency", Part.TEST, "bin 02").note())
        .isEqualTo("no image from 0.200 to 0.400");
    assertThat(find(scores, "reliability-confidence", Part.TEST, "bin 02").value()).isNaN();
    double images = 0;
    for (int bin = 1; bin <= 5; bin++) {
      images += find(scores, "reliability-count", Part.TEST, "bin 0" + bin).value();
    }
    assertThat(images).isEqualTo(predictions.size());
    List<Prediction> last = predictions.stream().filter(p -> positive(p) >= 0.8).toList();
    Score frequency = find(scores, "reliability-frequency", Part.TEST, "bin 05");
    assertThat(frequency.value())
        .isEqualTo(
            last.stream().mapToDouble(Prediction::label).average().orElseThrow(), within(1e-12));
    assertThat(frequency.low()).isLessThan(frequency.value());
    assertThat(frequency.note())
        .isEqualTo(
            "50 draws of 5 test patients, seed 1; few patients: 5 test patients; 0.800 to 1.000");
    assertThat(find(scores, "reliability-confidence", Part.TEST, "bin 05").value())
        .isEqualTo(
            last.stream().mapToDouble(TestPredictions::positive).average().orElseThrow(),
            within(1e-12));
  }

  @Test
  void clipsWhatWasSaidToBeImpossibleAndSaysSo() {
    List<Score> scores =
        score(
            TWO,
            List.of(
                prediction("f", "1", "a", null, Part.TEST, 1, 1.0, 0.0),
                prediction("f", "2", "b", null, Part.TEST, 0, 1.0, 0.0)));
    assertValue(scores, "negative-log-likelihood", -Math.log(1e-12) / 2);
    assertThat(find(scores, "negative-log-likelihood").note())
        .endsWith("; 1 of 2 probabilities clipped at 1e-12");
  }

  @Test
  void scoresPartsAndMagnificationsApart() {
    List<Prediction> predictions = new ArrayList<>();
    predictions.addAll(TestPredictions.simulated(1, "f", "200X", 5, 60, 0));
    predictions.add(prediction("f", "a", "p1", "40X", Part.SEEN, 1, 0.2, 0.8));
    predictions.add(prediction("f", "b", "p1", "100X", Part.SEEN, 1, 0.4, 0.6));
    predictions.add(prediction("f", "c", "p1", null, Part.SEEN, 1, 0.9, 0.1));
    predictions.add(prediction("f", "d", "x", "40X", Part.TRAINING, 1, 0.9, 0.1));
    predictions.add(prediction("f", "e", "y", "40X", Part.VALIDATION, 1, 0.9, 0.1));
    List<Score> scores = score(TWO, predictions);
    assertThat(scores.stream().filter(s -> s.metric().startsWith("ece")).map(Score::scope))
        .containsExactly("all", "all", "200X", "200X", "all", "all", "40X", "40X", "100X", "100X");
    assertThat(scores).extracting(Score::part).containsOnly(Part.TEST, Part.SEEN);
    assertThat(find(scores, "ece-equal-mass", Part.SEEN, "40X").value())
        .isEqualTo(0.2, within(1e-12));
    assertThat(find(scores, "ece-equal-mass", Part.SEEN, "100X").value())
        .isEqualTo(0.4, within(1e-12));
    assertThat(find(scores, "ece-equal-mass", Part.SEEN, "100X").note())
        .startsWith("no interval over one patient");
    assertThat(find(scores, "ece-equal-mass", Part.SEEN, Score.ALL).value())
        .isEqualTo((0.2 + 0.4 + 0.9) / 3, within(1e-12));
    assertThat(score(TWO, List.of())).isEmpty();
  }

  @Test
  void doesNotDependOnTheOrderOfPredictions() {
    List<Prediction> predictions = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      double p = random.nextInt(8) / 8.0;
      predictions.add(prediction("f", "s" + i, "p" + i % 9, "40X", Part.TEST, i % 2, 1 - p, p));
    }
    List<Score> scores = score(TWO, predictions);
    Collections.shuffle(predictions, random);
    assertThat(score(TWO, predictions)).isEqualTo(scores);
  }

  @Test
  void resamplesPatientsAsNaiveLoopsDo() {
    List<Prediction> predictions = TestPredictions.simulated(1, "f", "40X", 9, 150, 0.1);
    List<List<Prediction>> bins = TestPredictions.binned(predictions, BINS);
    double[] errors =
        TestPredictions.draws(
            100,
            5,
            9,
            names ->
                TestPredictions.calibrationError(
                    predictions, bins, name -> Collections.frequency(names, name)));
    Score error = find(score(TWO, predictions), "ece-equal-mass");
    assertThat(error.low()).isEqualTo(TestPredictions.quantile(errors, 0.025), within(1e-12));
    assertThat(error.high()).isEqualTo(TestPredictions.quantile(errors, 0.975), within(1e-12));
    assertThat(error.note())
        .isEqualTo("100 draws of 9 test patients, seed 5; few patients: 9 test patients; 15 bins");
  }

  @Test
  void takesLittleTimeForAFoldOfBreakhisSize() {
    List<Prediction> predictions = TestPredictions.simulated(1, "f", "40X", 82, 8000, 0.1);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    new CalibrationMetric(BINS, new PatientBootstrap(1000, 5, 2)).score(outcome(TWO, predictions));
    long milliseconds = (clock.getCurrentThreadCpuTime() - start) / 1_000_000;
    System.out.println("calibration of 8,000 images: " + milliseconds + " ms of processor time");
    assertThat(milliseconds).isLessThan(5_000);
  }

  private static PatientBootstrap none() {
    return new PatientBootstrap(0, 0);
  }

  private static List<Score> score(List<String> classes, List<Prediction> predictions) {
    return new CalibrationMetric(BINS, new PatientBootstrap(100, 5, 2))
        .score(outcome(classes, predictions));
  }

  private static Outcome outcome(List<String> classes, List<Prediction> predictions) {
    return new Outcome("baseline", "f", 13, classes, predictions);
  }

  private static void assertValue(List<Score> scores, String metric, double value) {
    assertThat(find(scores, metric).value()).as(metric).isEqualTo(value, within(1e-12));
  }
}
