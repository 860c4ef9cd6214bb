package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.parfocal.api.Magnifications;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.statistics.PatientBootstrap;

/**
 * The test predictions of one variant: for each seed, those of all folds are pooled by
 * magnification. Where each fold holds out a magnification, with one fold of patients or several,
 * these pools are the protocol's groups. Images of unknown magnification are one more pool; where
 * no magnification is known it is the only one.
 */
final class PooledTest {
  private static final String UNKNOWN = "unknown magnification";

  private final List<Long> seeds;
  private final List<String> magnifications;
  private final int patients;

  /** By measure, magnification and seed. */
  private final List<List<List<ToDoubleFunction<int[]>>>> pools = new ArrayList<>();

  private PooledTest(List<Long> seeds, List<String> magnifications, int patients) {
    this.seeds = seeds;
    this.magnifications = magnifications;
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
            outcomes.stream().map(Outcome::seed).distinct().toList(),
            magnifications(outcomes),
            patients.size());
    List<List<Cases>> cases = new ArrayList<>();
    for (long seed : test.seeds) {
      List<Outcome> ofSeed = outcomes.stream().filter(outcome -> outcome.seed() == seed).toList();
      cases.add(test.casesOf(ofSeed, patients, fixedThreshold));
    }
    for (StudyMeasure measure : StudyMeasure.values()) {
      List<List<ToDoubleFunction<int[]>>> byMagnification = new ArrayList<>();
      for (int m = 0; m < test.magnifications.size(); m++) {
        int place = m;
        byMagnification.add(cases.stream().map(ofSeed -> measure.of(ofSeed.get(place))).toList());
      }
      test.pools.add(byMagnification);
    }
    return test;
  }

  private static List<String> magnifications(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.part(Part.TEST).stream())
        .map(PooledTest::magnification)
        .distinct()
        .sorted(Magnifications.ORDER)
        .toList();
  }

  private static String magnification(Prediction prediction) {
    return Objects.requireNonNullElse(prediction.magnification(), UNKNOWN);
  }

  /** One for each magnification; a threshold is chosen on validation for each fold. */
  private List<Cases> casesOf(List<Outcome> ofSeed, List<String> patients, boolean fixedThreshold) {
    List<Prediction> predictions =
        Arrangement.inOrder(
            ofSeed.stream()
                .flatMap(outcome -> outcome.predictions().stream())
                .filter(one -> one.part() == Part.VALIDATION || one.part() == Part.TEST));
    Arrangement arrangement = new Arrangement(ofSeed.get(0).classes(), predictions, fixedThreshold);
    return magnifications.stream()
        .map(
            magnification ->
                arrangement.cases(
                    predictions.stream()
                        .filter(one -> one.part() == Part.TEST)
                        .filter(one -> magnification(one).equals(magnification))
                        .toList(),
                    patients))
        .toList();
  }

  /** In the order of the outcomes. */
  List<Long> seeds() {
    return seeds;
  }

  /** In their order. */
  List<String> magnifications() {
    return magnifications;
  }

  /**
   * Every measure of every pool.
   *
   * @param weights how often each patient counts
   * @return by {@link StudyMeasure}, magnification and seed; NaN where undefined
   */
  double[][][] values(int[] weights) {
    return pools.stream()
        .map(
            magnifications ->
                magnifications.stream()
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
