package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.PairedOutcomes;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/**
 * What a metric's measures say over all folds and seeds of a study, with 95 % intervals, and what a
 * variant gains over the study's first one.
 *
 * <p>For each seed the test predictions of all folds are pooled by domain, and each pool is
 * measured. Of a measure {@code auc} there are
 *
 * <ul>
 *   <li>{@code mean-auc}, the mean over all domains and seeds: for leave-one-magnification-out,
 *       with one fold of patients or several, the mean over the held-out magnifications; also for
 *       each domain and for each seed;
 *   <li>{@code worst-auc}, the worst of the domains' values, each averaged over the seeds, for the
 *       measures of the headline;
 *   <li>{@code auc-seen}, of the same test images the mean over the models that did see their
 *       domain in training, and {@code auc-lost}, how much worse the models are that did not: the
 *       price of the unseen domain; both for each domain and seed, too. The scope is the domain of
 *       the images. (The part {@code seen} of a fold is something else: the other domains' images
 *       by the fold's own model.) Only where each model was tested on one unseen domain, or trained
 *       on one alone;
 *   <li>{@code auc-validation}, for the measures of the headline, the mean of what each model
 *       scores on its fold's validation part, without an interval: what a variant may be chosen by;
 *   <li>{@code …-difference}, this variant minus the first one, over the seeds that both have
 *       finished.
 * </ul>
 *
 * <p>Intervals are percentile intervals of draws with replacement (Efron 1979). Test patients are
 * drawn, once for all folds, seeds and models, because these share their patients: the interval of
 * a loss compares the same patients with themselves. A difference draws the same patients for both
 * variants and, if there are several seeds, the same seeds too ({@link
 * PatientBootstrap#intervals(List, TestPatients, int, java.util.function.BiFunction)}): it covers
 * other test patients and other trainings, but neither other training patients nor another split. A
 * draw in which a pool of the point estimate loses one of its classes is undefined, left out and
 * counted.
 */
public final class StudyIntervals {
  private final PatientBootstrap bootstrap;
  private final StudyMeasures measures;
  private final GainTests tests;

  /**
   * Of these measures.
   *
   * @param region differences of the measures of the headline that are smaller make no difference
   *     in practice: half the width of the region of practical equivalence
   */
  public StudyIntervals(PatientBootstrap bootstrap, StudyMeasures measures, double region) {
    this.bootstrap = bootstrap;
    this.measures = measures;
    tests = new GainTests(bootstrap, measures, region);
  }

  /** Of measures without a headline. */
  public StudyIntervals(PatientBootstrap bootstrap, StudyMeasures measures) {
    this(bootstrap, measures, 0);
  }

  /**
   * Scores.
   *
   * @param outcomes one for each fold and seed; not empty
   * @param reference those of the first variant; may be empty
   */
  public List<StudyScore> score(List<Outcome> outcomes, List<Outcome> reference) {
    List<StudyScore> scores = new ArrayList<>(tested(outcomes, reference));
    List<MetricColumn> columns = measures.columns(outcomes.get(0).classes().size());
    for (int measure = 0; measure < columns.size(); measure++) {
      if (columns.get(measure).in(Table.HEADLINE)) {
        validation(columns.get(measure).validation(), measure, outcomes).ifPresent(scores::add);
      }
    }
    return scores;
  }

  /** Nothing where no fold has a validation part. */
  private Optional<StudyScore> validation(
      MetricColumn column, int measure, List<Outcome> outcomes) {
    double[] values =
        outcomes.stream()
            .filter(outcome -> !outcome.part(Part.VALIDATION).isEmpty())
            .mapToDouble(outcome -> onValidation(outcome)[measure])
            .filter(value -> !Double.isNaN(value))
            .toArray();
    if (values.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        StudyScore.overAll(
            new Score(
                column.name(),
                Part.VALIDATION,
                Score.ALL,
                Arrays.stream(values).average().orElseThrow(),
                Double.NaN,
                Double.NaN,
                "mean of %d of %d folds and seeds".formatted(values.length, outcomes.size()))));
  }

  private double[] onValidation(Outcome outcome) {
    List<Prediction> validation = StudyPools.inOrder(outcome.part(Part.VALIDATION).stream());
    List<String> patients =
        validation.stream().map(Prediction::patient).distinct().sorted().toList();
    return measures
        .of(outcome.classes(), validation, patients)
        .apply(validation)
        .apply(PatientBootstrap.once(patients.size()));
  }

  private List<StudyScore> tested(List<Outcome> outcomes, List<Outcome> reference) {
    List<String> patients = PairedOutcomes.testPatients(outcomes);
    TestPatients drawn = TestPatients.of(outcomes);
    StudyPools pools = StudyPools.of(outcomes, patients, measures);
    List<StudyStatistic> alone = statistics(pools, outcomes, patients);
    Optional<PairedOutcomes> paired = PairedOutcomes.of(outcomes, reference);
    if (paired.isEmpty()) {
      return new Numbers(pools, alone, pools, List.of()).scores(bootstrap, drawn);
    }
    List<Outcome> own = paired.get().outcomes();
    List<String> shared = paired.get().testPatients();
    boolean together = own.size() == outcomes.size() && shared.equals(patients);
    StudyPools compared = together ? pools : StudyPools.of(own, shared, measures);
    StudyPools others = StudyPools.of(paired.get().reference(), shared, measures);
    boolean alike = compared.isLike(others);
    List<StudyStatistic> differences =
        alike ? differences(compared, paired.get(), shared) : List.of();
    List<StudyScore> tested = alike ? tests.of(paired.get()) : List.of();
    if (together) {
      List<StudyScore> scores =
          new ArrayList<>(new Numbers(pools, alone, others, differences).scores(bootstrap, drawn));
      scores.addAll(tested);
      return scores;
    }
    List<StudyScore> scores =
        new ArrayList<>(new Numbers(pools, alone, pools, List.of()).scores(bootstrap, drawn));
    scores.addAll(
        new Numbers(compared, List.of(), others, differences)
            .scores(bootstrap, TestPatients.of(paired.get().all())));
    scores.addAll(tested);
    return scores;
  }

  private List<StudyStatistic> statistics(
      StudyPools pools, List<Outcome> outcomes, List<String> patients) {
    double[][][] point = pools.values(PatientBootstrap.once(patients.size()));
    List<MetricColumn> columns = measures.columns(outcomes.get(0).classes().size());
    return IntStream.range(0, columns.size())
        .boxed()
        .flatMap(
            measure ->
                new StudyAverages(pools, columns.get(measure), measure, point)
                    .statistics().stream())
        .toList();
  }

  private List<StudyStatistic> differences(
      StudyPools pools, PairedOutcomes paired, List<String> patients) {
    String covers =
        pools.seeds().size() > 1
            ? ", the same for both: other patients and other trainings are covered"
            : ", the same for both: other patients are covered, other trainings (seeds) are not";
    return statistics(pools, paired.outcomes(), patients).stream()
        .filter(statistic -> statistic.seed().equals(StudyScore.ALL_SEEDS))
        .filter(statistic -> statistic.part() == Part.TEST)
        .map(statistic -> statistic.difference(paired.reference().get(0).variant(), covers))
        .toList();
  }

  /**
   * What is drawn together.
   *
   * @param pools of the variant
   * @param alone its numbers
   * @param others pools of the first variant
   * @param differences numbers of which the first variant's are taken away
   */
  private record Numbers(
      StudyPools pools,
      List<StudyStatistic> alone,
      StudyPools others,
      List<StudyStatistic> differences) {

    List<StudyScore> scores(PatientBootstrap bootstrap, TestPatients patients) {
      int seeds = pools.seeds().size();
      List<String> also = new ArrayList<>(Collections.nCopies(alone.size(), ""));
      also.addAll(
          Collections.nCopies(differences.size(), seeds > 1 ? " and " + seeds + " seeds" : ""));
      double[] point =
          values(PatientBootstrap.once(patients.count()), PatientBootstrap.once(seeds));
      List<PatientBootstrap.Interval> intervals =
          bootstrap.intervals(also, patients, seeds, this::values);
      List<StudyStatistic> all = new ArrayList<>(alone);
      all.addAll(differences);
      return IntStream.range(0, point.length)
          .mapToObj(number -> all.get(number).score(point[number], intervals.get(number)))
          .toList();
    }

    private double[] values(int[] patients, int[] seeds) {
      double[][][] own = pools.values(patients);
      double[] values =
          Arrays.copyOf(
              StudyStatistic.values(alone, own, PatientBootstrap.once(seeds.length)),
              alone.size() + differences.size());
      if (!differences.isEmpty()) {
        double[] these = StudyStatistic.values(differences, own, seeds);
        double[] minus = StudyStatistic.values(differences, others.values(patients), seeds);
        for (int i = 0; i < these.length; i++) {
          values[alone.size() + i] = these[i] - minus[i];
        }
      }
      return values;
    }
  }
}
