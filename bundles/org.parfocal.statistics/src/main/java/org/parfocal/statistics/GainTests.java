package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.parfocal.api.GainNumber;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.PairedOutcomes;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;

/**
 * How sure the gains of the measures of the headline are, beside their intervals ({@link
 * GainNumber}). Patients are exchanged in every study. Over several splits of the patients there is
 * the corrected resampled t test, whose units are the splits: within each, folds and seeds are
 * averaged, and both variants are compared on the same ones. Signed ranks take the value at each
 * domain of each split as if it were a data set of its own, and say so.
 */
final class GainTests {
  private static final int RANKED = 5;
  private static final int RANK_DRAWS = 20_000;

  private final PatientBootstrap bootstrap;
  private final StudyMeasures measures;
  private final double region;

  /**
   * Tests.
   *
   * @param region half the width of the region of practical equivalence
   */
  GainTests(PatientBootstrap bootstrap, StudyMeasures measures, double region) {
    this.bootstrap = bootstrap;
    this.measures = measures;
    this.region = region;
  }

  List<StudyScore> of(PairedOutcomes paired) {
    List<MetricColumn> columns = measures.columns(paired.outcomes().get(0).classes().size());
    int[] tested =
        IntStream.range(0, columns.size())
            .filter(measure -> columns.get(measure).in(Table.HEADLINE))
            .toArray();
    if (tested.length == 0 || bootstrap.draws() == 0) {
      return List.of();
    }
    List<StudyScore> scores = new ArrayList<>(exchanges(paired, columns, tested));
    for (int measure : tested) {
      scores.add(
          score(
              GainNumber.REGION, columns.get(measure), region, "region of practical equivalence"));
      scores.addAll(splits(paired, columns.get(measure), measure));
    }
    return scores;
  }

  private List<StudyScore> exchanges(
      PairedOutcomes paired, List<MetricColumn> columns, int[] tested) {
    List<String> patients = paired.testPatients();
    int count = patients.size();
    StudyPools pools =
        StudyPools.of(ExchangedOutcomes.of(paired), ExchangedOutcomes.patients(patients), measures);
    double[][][] point = pools.values(PatientBootstrap.once(2 * count));
    int[] seeds = PatientBootstrap.once(pools.seeds().size());
    List<StudyStatistic> means =
        Arrays.stream(tested)
            .mapToObj(
                measure -> new StudyAverages(pools, columns.get(measure), measure, point).mean())
            .toList();
    List<PatientExchange.Result> results =
        new PatientExchange(bootstrap.draws(), bootstrap.seed())
            .test(
                count,
                exchanged -> {
                  int[] one = new int[2 * count];
                  int[] other = new int[2 * count];
                  for (int patient = 0; patient < count; patient++) {
                    one[exchanged[patient] ? patient + count : patient] = 1;
                    other[exchanged[patient] ? patient : patient + count] = 1;
                  }
                  double[] of = StudyStatistic.values(means, pools.values(one), seeds);
                  double[] minus = StudyStatistic.values(means, pools.values(other), seeds);
                  Arrays.setAll(of, i -> of[i] - minus[i]);
                  return of;
                });
    return IntStream.range(0, tested.length)
        .mapToObj(i -> exchange(columns.get(tested[i]), results.get(i)))
        .flatMap(List::stream)
        .toList();
  }

  private static List<StudyScore> exchange(MetricColumn column, PatientExchange.Result result) {
    String note = Double.isNaN(result.p()) ? "the difference is undefined" : result.note();
    return List.of(
        score(GainNumber.EXCHANGE_P, column, result.p(), note),
        score(GainNumber.EXCHANGE_LEAST_P, column, result.least(), result.note()));
  }

  private List<StudyScore> splits(PairedOutcomes paired, MetricColumn column, int measure) {
    PatientSplits own = PatientSplits.of(paired.outcomes());
    PatientSplits other = PatientSplits.of(paired.reference());
    List<double[]> differences = new ArrayList<>();
    for (int split = 0; split < Math.min(own.splits().size(), other.splits().size()); split++) {
      double[] these = values(own.splits().get(split), column, measure);
      double[] those = values(other.splits().get(split), column, measure);
      differences.add(
          IntStream.range(0, Math.min(these.length, those.length))
              .mapToDouble(i -> these[i] - those[i])
              .toArray());
    }
    double[] means = defined(differences.stream().mapToDouble(of -> of[0]));
    if (means.length < 2) {
      String why =
          differences.size() < 2
              ? "one split of the patients: training patients are not resampled"
              : "defined in %d of %d splits of the patients"
                  .formatted(means.length, differences.size());
      return List.of(score(GainNumber.SPLITS_GAIN, column, Double.NaN, why));
    }
    if (!Double.isFinite(own.testToTraining())) {
      String why = "no predictions of training patients are stored";
      return List.of(score(GainNumber.SPLITS_GAIN, column, Double.NaN, why));
    }
    CorrectedResampledT test = CorrectedResampledT.of(means, own.testToTraining());
    String made =
        String.format(
            Locale.ROOT,
            "corrected resampled t of %d%s splits of the patients, %.3f test patients for each of"
                + " training",
            means.length,
            means.length < differences.size() ? " of " + differences.size() : "",
            own.testToTraining());
    List<StudyScore> scores = new ArrayList<>();
    scores.add(
        StudyScore.overAll(
            new Score(
                GainNumber.SPLITS_GAIN.of(column),
                Part.TEST,
                Score.ALL,
                test.mean(),
                test.mean() - test.halfWidth(),
                test.mean() + test.halfWidth(),
                made)));
    scores.add(score(GainNumber.SPLITS_P, column, test.p(), made));
    Beliefs beliefs = test.beliefs(region);
    Beliefs turned = column.better() == Better.SMALLER ? beliefs.turned() : beliefs;
    String within = made + "; region of practical equivalence ±" + region;
    scores.add(score(GainNumber.SPLITS_BETTER, column, turned.better(), within));
    scores.add(score(GainNumber.SPLITS_EQUAL, column, turned.equal(), within));
    scores.add(score(GainNumber.SPLITS_WORSE, column, turned.worse(), within));
    scores.addAll(ranks(column, differences));
    return scores;
  }

  private List<StudyScore> ranks(MetricColumn column, List<double[]> differences) {
    double[] units =
        defined(
            differences.stream()
                .flatMapToDouble(of -> Arrays.stream(of, Math.min(1, of.length - 1), of.length)));
    if (units.length < RANKED) {
      return List.of();
    }
    Beliefs beliefs =
        new BayesianSignedRank(RANK_DRAWS, bootstrap.seed())
            .beliefs(
                Arrays.stream(units)
                    .map(unit -> column.better() == Better.SMALLER ? -unit : unit)
                    .toArray(),
                region);
    String made =
        ("Bayesian signed rank of %d folds, which share patients as data sets do not: surer than it"
                + " should be; region of practical equivalence ±%s")
            .formatted(units.length, region);
    return List.of(
        score(GainNumber.RANKS_BETTER, column, beliefs.better(), made),
        score(GainNumber.RANKS_EQUAL, column, beliefs.equal(), made),
        score(GainNumber.RANKS_WORSE, column, beliefs.worse(), made));
  }

  /** Of a split: the mean over its domains and seeds, then that at each domain, if several. */
  private double[] values(List<Outcome> split, MetricColumn column, int measure) {
    List<Outcome> tested =
        split.stream()
            .map(
                outcome ->
                    outcome.with(
                        outcome.predictions().stream()
                            .filter(one -> one.part() == Part.TEST || one.part() == Part.VALIDATION)
                            .toList()))
            .toList();
    List<String> patients =
        tested.stream()
            .flatMap(outcome -> outcome.part(Part.TEST).stream())
            .map(Prediction::patient)
            .distinct()
            .sorted()
            .toList();
    StudyPools pools = StudyPools.of(tested, patients, measures);
    double[][][] point = pools.values(PatientBootstrap.once(patients.size()));
    int[] seeds = PatientBootstrap.once(pools.seeds().size());
    StudyAverages averages = new StudyAverages(pools, column, measure, point);
    return Stream.concat(Stream.of(averages.mean()), averages.domainMeans().stream())
        .mapToDouble(statistic -> statistic.value().of(point, seeds))
        .toArray();
  }

  private static double[] defined(DoubleStream values) {
    return values.filter(value -> !Double.isNaN(value)).toArray();
  }

  private static StudyScore score(
      GainNumber number, MetricColumn column, double value, String note) {
    return StudyScore.overAll(
        new Score(number.of(column), Part.TEST, Score.ALL, value, Double.NaN, Double.NaN, note));
  }
}
