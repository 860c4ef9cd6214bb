package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.parfocal.api.Outcome;
import org.parfocal.api.PairedOutcomes;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;

/**
 * How well a variant classifies test images over all folds and seeds of a study, and what it gains
 * over the study's first variant.
 *
 * <p>For each seed the test predictions of all folds are pooled by domain ({@link PooledTest}), and
 * each pool is scored. {@code mean-auc}, {@code mean-brier} and {@code mean-macro-f1} are the means
 * over all domains and seeds: for leave-one-magnification-out, with one fold of patients or
 * several, the mean over the held-out magnifications that the report's tables end with. They are
 * also given for each seed and for each domain. {@code worst-auc} is the smallest of the domains'
 * AUCs, each averaged over the seeds.
 *
 * <p>Intervals: test patients are drawn with replacement, once for all folds and seeds, because
 * these share their patients; the spread over seeds is not in them. {@code …-difference} is this
 * variant minus the first one over the seeds that both have finished, with the same patients drawn
 * for both. A draw in which a pool of the point estimate loses one of its classes is undefined,
 * left out and counted.
 */
final class StudyClassification {
  private final PatientBootstrap bootstrap;
  private final boolean fixedThreshold;

  StudyClassification(PatientBootstrap bootstrap, boolean fixedThreshold) {
    this.bootstrap = bootstrap;
    this.fixedThreshold = fixedThreshold;
  }

  /**
   * Scores.
   *
   * @param outcomes one for each fold and seed; not empty
   * @param reference those of the first variant; may be empty
   */
  List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    List<StudyScore> scores = new ArrayList<>(alone(outcomes));
    PairedOutcomes.of(outcomes, reference).ifPresent(paired -> scores.addAll(differences(paired)));
    return scores;
  }

  private List<StudyScore> alone(List<Outcome> outcomes) {
    List<String> patients = PairedOutcomes.testPatients(outcomes);
    PooledTest test = PooledTest.of(outcomes, patients, fixedThreshold);
    List<StudyStatistic> statistics = StudyStatistic.of(test);
    return scores(statistics, patients, weights -> values(statistics, test.values(weights)), "");
  }

  private List<StudyScore> differences(PairedOutcomes paired) {
    List<String> patients = paired.testPatients();
    PooledTest test = PooledTest.of(paired.outcomes(), patients, fixedThreshold);
    PooledTest other = PooledTest.of(paired.reference(), patients, fixedThreshold);
    if (!test.domains().equals(other.domains())) {
      return List.of();
    }
    List<StudyStatistic> statistics =
        StudyStatistic.of(test).stream()
            .filter(statistic -> statistic.seed().equals(StudyScore.ALL_SEEDS))
            .map(StudyStatistic::difference)
            .toList();
    return scores(
        statistics,
        patients,
        weights -> {
          double[] difference = values(statistics, test.values(weights));
          double[] minus = values(statistics, other.values(weights));
          Arrays.setAll(difference, i -> difference[i] - minus[i]);
          return difference;
        },
        "minus " + paired.reference().get(0).variant());
  }

  private List<StudyScore> scores(
      List<StudyStatistic> statistics,
      List<String> patients,
      Function<int[], double[]> values,
      String remark) {
    double[] point = values.apply(PatientBootstrap.once(patients.size()));
    List<PatientBootstrap.Interval> intervals =
        bootstrap.intervals(statistics.size(), patients.size(), "test patients", values);
    List<StudyScore> scores = new ArrayList<>();
    for (int i = 0; i < point.length; i++) {
      scores.add(statistics.get(i).score(point[i], intervals.get(i), remark));
    }
    return scores;
  }

  private static double[] values(List<StudyStatistic> statistics, double[][][] pools) {
    double[] values = new double[statistics.size()];
    Arrays.setAll(values, i -> statistics.get(i).value().applyAsDouble(pools));
    return values;
  }
}
