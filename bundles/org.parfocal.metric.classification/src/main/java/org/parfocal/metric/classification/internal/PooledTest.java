package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.statistics.PatientBootstrap;

/**
 * The test predictions of one variant: for each seed, those of all folds are pooled by domain: by
 * the field that the protocol varies. Where each fold holds out a domain, with one fold of patients
 * or several, these pools are the protocol's groups. Images of unknown domain are one more pool;
 * where no domain is known it is the only one.
 */
final class PooledTest {
  private final SampleField field;
  private final List<Long> seeds;
  private final List<String> domains;
  private final int patients;

  /** By measure, domain and seed. */
  private final List<List<List<ToDoubleFunction<int[]>>>> pools = new ArrayList<>();

  private PooledTest(SampleField field, List<Long> seeds, List<String> domains, int patients) {
    this.field = field;
    this.seeds = seeds;
    this.domains = domains;
    this.patients = patients;
  }

  /**
   * Pools.
   *
   * @param outcomes one for each fold and seed
   * @param patients by whose places patients are weighted
   * @param fixedThreshold whether the threshold is one half, or each fold's own
   */
  static PooledTest of(List<Outcome> outcomes, List<String> patients, boolean fixedThreshold) {
    PooledTest test =
        new PooledTest(
            outcomes.get(0).field(),
            outcomes.stream().map(Outcome::seed).distinct().toList(),
            domains(outcomes),
            patients.size());
    List<List<PredictionArrays>> arrays = new ArrayList<>();
    for (long seed : test.seeds) {
      List<Outcome> ofSeed = outcomes.stream().filter(outcome -> outcome.seed() == seed).toList();
      arrays.add(test.arraysOf(ofSeed, patients, fixedThreshold));
    }
    for (StudyMeasure measure : StudyMeasure.values()) {
      List<List<ToDoubleFunction<int[]>>> byDomain = new ArrayList<>();
      for (int m = 0; m < test.domains.size(); m++) {
        int place = m;
        byDomain.add(arrays.stream().map(ofSeed -> measure.of(ofSeed.get(place))).toList());
      }
      test.pools.add(byDomain);
    }
    return test;
  }

  private static List<String> domains(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.part(Part.TEST).stream().map(one -> domain(outcome, one)))
        .distinct()
        .sorted(SampleField.ORDER)
        .toList();
  }

  private static String domain(Outcome of, Prediction prediction) {
    String domain = prediction.domain();
    return domain == null ? "unknown " + of.field() : domain;
  }

  /** One for each domain; a threshold is chosen on validation for each fold. */
  private List<PredictionArrays> arraysOf(
      List<Outcome> ofSeed, List<String> patients, boolean fixedThreshold) {
    Outcome first = ofSeed.get(0);
    List<Prediction> predictions =
        PredictionArrays.inOrder(
            ofSeed.stream()
                .flatMap(outcome -> outcome.predictions().stream())
                .filter(one -> one.part() == Part.VALIDATION || one.part() == Part.TEST));
    PredictionArrays.Builder builder =
        new PredictionArrays.Builder(first.classes(), predictions, fixedThreshold);
    return domains.stream()
        .map(
            domain ->
                builder.arrays(
                    predictions.stream()
                        .filter(one -> one.part() == Part.TEST)
                        .filter(one -> domain(first, one).equals(domain))
                        .toList(),
                    patients))
        .toList();
  }

  /** Whose values the domains are. */
  SampleField field() {
    return field;
  }

  /** In the order of the outcomes. */
  List<Long> seeds() {
    return seeds;
  }

  /** In their order. */
  List<String> domains() {
    return domains;
  }

  /**
   * Every measure of every pool.
   *
   * @param weights how often each patient counts
   * @return by {@link StudyMeasure}, domain and seed; NaN where undefined
   */
  double[][][] values(int[] weights) {
    return pools.stream()
        .map(
            domains ->
                domains.stream()
                    .map(
                        ofSeeds ->
                            ofSeeds.stream()
                                .mapToDouble(value -> value.applyAsDouble(weights))
                                .toArray())
                    .toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  /** Every measure of every pool, each patient counted once. */
  double[][][] point() {
    return values(PatientBootstrap.once(patients));
  }
}
