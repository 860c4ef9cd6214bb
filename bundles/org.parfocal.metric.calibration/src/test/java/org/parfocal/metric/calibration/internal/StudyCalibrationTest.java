package org.parfocal.metric.calibration.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.parfocal.metric.calibration.internal.TestPredictions.TWO;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;

class StudyCalibrationTest {
  private static final int BINS = 5;
  private static final int DRAWS = 100;
  private static final List<String> MAGNIFICATIONS = List.of("40X", "100X", "200X");

  @Test
  void averagesFoldsThatHoldOutMagnifications() {
    List<Outcome> outcomes = study("dann", 0.1, 13, 42);
    List<StudyScore> scores = score(outcomes, List.of());
    assertThat(find(scores, "mean-ece-equal-mass", StudyScore.ALL_SEEDS).value())
        .isEqualTo(ofFolds(outcomes, "ece-equal-mass"), within(1e-12));
    assertThat(find(scores, "mean-ece-equal-mass", "42").value())
        .isEqualTo(ofFolds(seed(42, outcomes), "ece-equal-mass"), within(1e-12));
    assertThat(find(scores, "mean-negative-log-likelihood", StudyScore.ALL_SEEDS).value())
        .isEqualTo(ofFolds(outcomes, "negative-log-likelihood"), within(1e-12));
    assertThat(find(scores, "mean-ece-equal-mass", StudyScore.ALL_SEEDS).note())
        .isEqualTo(
            "100 draws of 8 test patients, seed 5; few patients: 8 test patients;"
                + " mean over 2 seeds and 3 magnifications");
    assertThat(scores).noneMatch(score -> score.score().metric().contains("difference"));
  }

  @Test
  void poolsFoldsOfOneMagnification() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Outcome outcome : study("dann", 0.1, 13)) {
      for (int part = 0; part < 2; part++) {
        int rest = part;
        outcomes.add(
            new Outcome(
                "dann",
                outcome.name() + "-" + part,
                13,
                TWO,
                outcome.predictions().stream()
                    .filter(p -> p.patient().charAt(1) % 2 == rest)
                    .toList()));
      }
    }
    assertThat(find(score(outcomes, List.of()), "mean-ece-equal-mass", StudyScore.ALL_SEEDS))
        .isEqualTo(
            find(
                score(study("dann", 0.1, 13), List.of()),
                "mean-ece-equal-mass",
                StudyScore.ALL_SEEDS));
  }

  @Test
  void resamplesAsNaiveLoopsDo() {
    List<Outcome> outcomes = study("dann", 0.1, 13, 42);
    List<Outcome> reference = study("baseline", 0.25, 13, 42);
    List<StudyScore> scores = score(outcomes, reference);
    assertInterval(
        find(scores, "mean-ece-equal-mass", StudyScore.ALL_SEEDS),
        TestPredictions.draws(DRAWS, 5, 8, names -> error(outcomes, names)));
    Score difference = find(scores, "mean-ece-equal-mass-difference", StudyScore.ALL_SEEDS);
    assertThat(difference.value())
        .isEqualTo(
            find(scores, "mean-ece-equal-mass", StudyScore.ALL_SEEDS).value()
                - find(score(reference, List.of()), "mean-ece-equal-mass", StudyScore.ALL_SEEDS)
                    .value(),
            within(1e-12));
    List<Outcome> one = seed(42, outcomes);
    List<Outcome> other = seed(42, reference);
    assertInterval(
        find(score(one, other), "mean-ece-equal-mass-difference", StudyScore.ALL_SEEDS),
        TestPredictions.draws(DRAWS, 5, 8, names -> error(one, names) - error(other, names)));
    assertThat(difference.note()).contains("; minus baseline; mean over 2 seeds");
  }

  @Test
  void differsFromItselfByNothing() {
    List<Outcome> outcomes = study("dann", 0.1, 13, 42);
    assertThat(score(outcomes, outcomes))
        .filteredOn(score -> score.score().metric().endsWith("-difference"))
        .hasSize(8 * 4)
        .allSatisfy(
            score -> {
              assertThat(score.score().value()).isEqualTo(0);
              assertThat(score.score().low()).isEqualTo(0);
              assertThat(score.score().high()).isEqualTo(0);
            });
  }

  @Test
  void comparesOnlySeedsThatBothHaveFinished() {
    List<Outcome> outcomes = study("dann", 0.1, 13, 42);
    List<Outcome> reference = study("baseline", 0.25, 42, 99);
    assertThat(
            find(
                score(outcomes, reference), "mean-ece-equal-mass-difference", StudyScore.ALL_SEEDS))
        .isEqualTo(
            find(
                score(seed(42, outcomes), seed(42, reference)),
                "mean-ece-equal-mass-difference",
                StudyScore.ALL_SEEDS));
    assertThat(score(outcomes, study("baseline", 0.25, 99)))
        .noneMatch(score -> score.score().metric().contains("difference"));
  }

  @Test
  void takesAboutASecondForAStudyOfFiveSeeds() {
    List<Outcome> outcomes = large("dann");
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    new CalibrationMetric(15, new PatientBootstrap(1000, 5, 2)).score(outcomes, large("baseline"));
    long milliseconds = (clock.getCurrentThreadCpuTime() - start) / 1_000_000;
    System.out.println("calibration of 20 jobs of 200 images: " + milliseconds + " ms");
    assertThat(milliseconds).isLessThan(5_000);
  }

  private static List<Outcome> large(String variant) {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed = 1; seed <= 5; seed++) {
      for (String fold : List.of("40X", "100X", "200X", "400X")) {
        outcomes.add(
            new Outcome(
                variant, fold, seed, TWO, TestPredictions.simulated(seed, fold, fold, 50, 200, 0)));
      }
    }
    return outcomes;
  }

  private static List<Outcome> study(String variant, double shift, long... seeds) {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed : seeds) {
      for (String magnification : MAGNIFICATIONS) {
        long random = 31 * seed + magnification.length() + Math.round(100 * shift);
        outcomes.add(
            new Outcome(
                variant,
                magnification,
                seed,
                TWO,
                TestPredictions.simulated(random, "f", magnification, 8, 60, shift)));
      }
    }
    return outcomes;
  }

  private static List<Outcome> seed(long seed, List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.seed() == seed).toList();
  }

  private static List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    return new CalibrationMetric(BINS, new PatientBootstrap(DRAWS, 5, 2))
        .score(outcomes, reference);
  }

  private static double ofFolds(List<Outcome> outcomes, String metric) {
    CalibrationMetric calibration = new CalibrationMetric(BINS, new PatientBootstrap(0, 0));
    return outcomes.stream()
        .mapToDouble(
            outcome ->
                TestPredictions.find(calibration.score(outcome), metric, Part.TEST, Score.ALL)
                    .value())
        .average()
        .orElseThrow();
  }

  private static double error(List<Outcome> outcomes, List<String> names) {
    return outcomes.stream()
        .mapToDouble(
            outcome -> {
              List<Prediction> predictions = outcome.predictions();
              return TestPredictions.calibrationError(
                  predictions,
                  TestPredictions.binned(predictions, BINS),
                  name -> Collections.frequency(names, name));
            })
        .average()
        .orElseThrow();
  }

  private static Score find(List<StudyScore> scores, String metric, String seed) {
    List<Score> found =
        scores.stream()
            .filter(score -> score.seed().equals(seed))
            .filter(score -> score.fold().equals(StudyScore.ALL_FOLDS))
            .map(StudyScore::score)
            .filter(score -> score.metric().equals(metric) && score.scope().equals(Score.ALL))
            .toList();
    assertThat(found).as(metric).hasSize(1);
    return found.get(0);
  }

  private static void assertInterval(Score score, double[] sorted) {
    assertThat(score.low()).isEqualTo(TestPredictions.quantile(sorted, 0.025), within(1e-12));
    assertThat(score.high()).isEqualTo(TestPredictions.quantile(sorted, 0.975), within(1e-12));
    assertThat(score.high()).isGreaterThan(score.low());
  }
}
