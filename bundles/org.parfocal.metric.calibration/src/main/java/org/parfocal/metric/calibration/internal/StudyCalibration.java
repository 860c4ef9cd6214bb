package org.parfocal.metric.calibration.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.parfocal.api.Outcome;
import org.parfocal.api.PairedOutcomes;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.statistics.PatientBootstrap;

/**
 * {@code mean-ece} and {@code mean-negative-log-likelihood}: for each seed the test predictions of
 * all folds are pooled by domain (images of unknown domain are one more pool), each pool is scored,
 * with bins of equal mass, and the mean over all domains and seeds is taken; for each seed, too.
 * {@code …-difference} is this variant minus the first one, over the seeds that both have finished.
 * Intervals draw test patients, the same ones for all folds, seeds and both variants; the spread
 * over seeds is not in them.
 */
final class StudyCalibration {
  private final int bins;
  private final PatientBootstrap bootstrap;

  StudyCalibration(int bins, PatientBootstrap bootstrap) {
    this.bins = bins;
    this.bootstrap = bootstrap;
  }

  /**
   * Scores.
   *
   * @param outcomes one for each fold and seed; not empty
   * @param reference those of the first variant; may be empty
   */
  List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    List<StudyScore> scores = new ArrayList<>();
    List<String> patients = PairedOutcomes.testPatients(outcomes);
    scores.addAll(scored(StudyScore.ALL_SEEDS, means(outcomes, patients), patients));
    bySeed(outcomes)
        .forEach(
            (seed, ofSeed) ->
                scores.addAll(scored(Long.toString(seed), means(ofSeed, patients), patients)));
    PairedOutcomes.of(outcomes, reference).ifPresent(paired -> scores.addAll(differences(paired)));
    return scores;
  }

  private List<StudyScore> differences(PairedOutcomes paired) {
    List<String> patients = paired.testPatients();
    Numbers means = means(paired.outcomes(), patients);
    Numbers others = means(paired.reference(), patients);
    String than = "minus " + paired.reference().get(0).variant();
    List<Numbers.Name> names =
        means.names().stream()
            .map(
                name ->
                    new Numbers.Name(
                        name.metric() + "-difference", name.scope(), than + "; " + name.remark()))
            .toList();
    return scored(
        StudyScore.ALL_SEEDS,
        new Numbers(
            names,
            weights -> {
              double[] difference = means.values().apply(weights);
              double[] minus = others.values().apply(weights);
              Arrays.setAll(difference, i -> difference[i] - minus[i]);
              return difference;
            }),
        patients);
  }

  private List<StudyScore> scored(String seed, Numbers numbers, List<String> patients) {
    return numbers.scores(Part.TEST, patients.size(), bootstrap).stream()
        .map(score -> new StudyScore(StudyScore.ALL_FOLDS, seed, score))
        .toList();
  }

  private Numbers means(List<Outcome> outcomes, List<String> patients) {
    int classes = outcomes.get(0).classes().size();
    List<ToDoubleFunction<int[]>> errors = new ArrayList<>();
    List<ToDoubleFunction<int[]>> losses = new ArrayList<>();
    for (List<Outcome> ofSeed : bySeed(outcomes).values()) {
      for (List<Prediction> pool : pools(ofSeed)) {
        Forecasts forecasts = Forecasts.of(pool, patients, classes);
        Bins equalMass = Bins.equalMass(forecasts.probability(), bins);
        errors.add(new Reliability(forecasts, equalMass)::calibrationError);
        losses.add(new LogLoss(pool, patients)::value);
      }
    }
    String remark =
        "mean over %d pools of one %s and seed".formatted(errors.size(), outcomes.get(0).field());
    return new Numbers(
        List.of(
            new Numbers.Name("mean-ece", Score.ALL, remark),
            new Numbers.Name("mean-negative-log-likelihood", Score.ALL, remark)),
        weights -> new double[] {mean(errors, weights), mean(losses, weights)});
  }

  private static double mean(List<ToDoubleFunction<int[]>> of, int[] weights) {
    double sum = 0;
    for (ToDoubleFunction<int[]> one : of) {
      sum += one.applyAsDouble(weights);
    }
    return sum / of.size();
  }

  private static List<List<Prediction>> pools(List<Outcome> ofSeed) {
    Map<String, List<Prediction>> pools =
        CalibrationMetric.inOrder(ofSeed.stream().flatMap(one -> one.part(Part.TEST).stream()))
            .stream()
            .collect(
                Collectors.groupingBy(
                    one -> Objects.requireNonNullElse(one.domain(), "unknown"),
                    () -> new TreeMap<>(SampleField.ORDER),
                    Collectors.toList()));
    return List.copyOf(pools.values());
  }

  private static Map<Long, List<Outcome>> bySeed(List<Outcome> outcomes) {
    return outcomes.stream()
        .collect(Collectors.groupingBy(Outcome::seed, TreeMap::new, Collectors.toList()));
  }
}
