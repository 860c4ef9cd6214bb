package org.parfocal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.statistics.PatientBootstrap.Interval;

class PatientBootstrapTest {
  @Test
  void interpolatesQuantilesAsNumpyDoes() {
    // numpy.percentile([10, 7, 4, 3, 2, 1], 50) → 3.5 (its documentation); 2.5 % and 97.5 % by
    // hand: positions 0.125 and 4.875 of 0 to 5.
    double[] sorted = {1, 2, 3, 4, 7, 10};
    assertThat(PatientBootstrap.quantile(sorted, 0.5)).isEqualTo(3.5);
    assertThat(PatientBootstrap.quantile(sorted, 0.025)).isEqualTo(1.125, within(1e-12));
    assertThat(PatientBootstrap.quantile(sorted, 0.975)).isEqualTo(7 + 0.875 * 3, within(1e-12));
    assertThat(PatientBootstrap.quantile(new double[] {4}, 0.975)).isEqualTo(4);
  }

  @Test
  void coversTheTruthAboutAsOftenAsItSays() {
    // 40 patients of 5 images, each image right with the patient's own probability, whose mean is
    // 0.7. Percentile intervals cover a little less than 95 %.
    Random random = new Random(8);
    int covered = 0;
    int studies = 300;
    for (int study = 0; study < studies; study++) {
      double[] rate = random.doubles(40).map(u -> 0.4 + 0.6 * u).toArray();
      int[] right = new int[40];
      for (int patient = 0; patient < 40; patient++) {
        for (int image = 0; image < 5; image++) {
          right[patient] += random.nextDouble() < rate[patient] ? 1 : 0;
        }
      }
      Interval interval =
          interval(new PatientBootstrap(200, study, 1), 40, weights -> share(right, weights));
      covered += interval.low() <= 0.7 && 0.7 <= interval.high() ? 1 : 0;
    }
    assertThat((double) covered / studies).isBetween(0.89, 0.98);
  }

  private static double share(int[] right, int[] weights) {
    double sum = 0;
    for (int patient = 0; patient < right.length; patient++) {
      sum += weights[patient] * right[patient];
    }
    return sum / (5 * right.length);
  }

  @Test
  void isMadeOfTheDrawsOfItsSeed() {
    double[] value = {0.1, 0.5, 0.7};
    int draws = 20;
    SplittableRandom random = new SplittableRandom(99);
    double[] means =
        IntStream.range(0, draws)
            .mapToDouble(
                draw -> IntStream.range(0, 3).mapToDouble(i -> value[random.nextInt(3)]).sum() / 3)
            .sorted()
            .toArray();
    Interval interval =
        interval(
            new PatientBootstrap(draws, 99, 1),
            3,
            w -> (w[0] * value[0] + w[1] * value[1] + w[2] * value[2]) / 3);
    // Positions 0.475 and 18.525 of 0 to 19.
    assertThat(interval.low()).isEqualTo(means[0] + 0.475 * (means[1] - means[0]), within(1e-12));
    assertThat(interval.high())
        .isEqualTo(means[18] + 0.525 * (means[19] - means[18]), within(1e-12));
    assertThat(interval.note()).isEqualTo("20 draws of 3 test patients, seed 99");
  }

  @Test
  void givesEachNumberTheSameDraws() {
    double[] value = {0.1, 0.5, 0.7, 0.2};
    ToDoubleFunction<int[]> mean =
        w -> IntStream.range(0, 4).mapToDouble(i -> w[i] * value[i]).sum();
    PatientBootstrap bootstrap = new PatientBootstrap(50, 3, 1);

    List<Interval> both =
        bootstrap.intervals(
            2,
            new TestPatients(4),
            w -> new double[] {mean.applyAsDouble(w), w[0] == 0 ? Double.NaN : 1});

    assertThat(both.get(0)).isEqualTo(interval(bootstrap, 4, mean));
    assertThat(both.get(1).low()).isEqualTo(1);
    assertThat(both.get(1).note())
        .matches("50 draws of 4 test patients, seed 3, \\d+ of them undefined and ignored");
  }

  @Test
  void countsEachPatientOnceForTheValueItself() {
    assertThat(PatientBootstrap.once(3)).containsExactly(1, 1, 1);
  }

  @Test
  void givesNoIntervalWhereThereIsNone() {
    ToDoubleFunction<int[]> undefined = weights -> Double.NaN;
    assertThat(interval(new PatientBootstrap(10, 1, 1), 3, undefined).note())
        .isEqualTo("undefined in all draws");
    assertThat(interval(new PatientBootstrap(0, 1, 1), 3, weights -> 1).low()).isNaN();
    assertThat(interval(new PatientBootstrap(10, 1, 1), 1, weights -> 1).high()).isNaN();
  }

  @Test
  void givesNoIntervalOfFewerPatientsOfAClassThanTheSimulationsAskFor() {
    PatientBootstrap bootstrap = new PatientBootstrap(10, 1);
    assertThat(interval(bootstrap, new TestPatients(40, 6, "benign")).note())
        .isEqualTo("few patients, no interval: 40 test patients, 6 of class benign");
    assertThat(interval(bootstrap, new TestPatients(40, 6, "benign")).high()).isNaN();
    assertThat(interval(bootstrap, new TestPatients(40, 7, "benign")))
        .returns("few patients: 40 test patients, 7 of class benign", Interval::remark)
        .returns(1.0, Interval::high);
    assertThat(interval(bootstrap, new TestPatients(60, 30, "benign")).remark()).isEmpty();
  }

  /** Thirteen patients who have images of both classes are fewer than seven of each. */
  @Test
  void countsPatientsOfBothClassesOnce() {
    PatientBootstrap bootstrap = new PatientBootstrap(10, 1);
    assertThat(interval(bootstrap, new TestPatients(13)).low()).isNaN();
    assertThat(interval(bootstrap, new TestPatients(14)).low()).isOne();
  }

  private static Interval interval(PatientBootstrap bootstrap, TestPatients patients) {
    return bootstrap.intervals(1, patients, weights -> new double[] {1}).get(0);
  }

  @Test
  void givesTheRangeOfAllDrawsOfVeryFewPatients() {
    double[] value = {0.1, 0.5, 0.9};
    Interval interval =
        new PatientBootstrap(10, 1)
            .intervals(
                1,
                new TestPatients(3, 1, "benign"),
                w -> {
                  double mean = (w[0] * value[0] + w[1] * value[1] + w[2] * value[2]) / 3;
                  return new double[] {w[0] == 0 || w[0] == 3 ? Double.NaN : mean};
                })
            .get(0);
    // From a a b (0.1 + 0.1 + 0.5) / 3 to a c c (0.1 + 0.9 + 0.9) / 3; a a a and four without a.
    assertThat(interval.note())
        .isEqualTo(
            "few patients, no interval: 3 test patients, 1 of class benign; the 10 different draws"
                + " of them, 5 of them undefined, give 0.233 to 0.633");
  }

  @Test
  void countsEveryDrawOnce() {
    for (int patients = 1; patients <= 6; patients++) {
      List<int[]> all = PatientDraws.all(patients);
      int each = patients;
      assertThat(all).allSatisfy(w -> assertThat(IntStream.of(w).sum()).isEqualTo(each));
      assertThat(all.stream().map(Arrays::toString).distinct().count())
          .isEqualTo(PatientDraws.count(patients));
    }
    // C(2n − 1, n) for n = 6.
    assertThat(PatientDraws.count(6)).isEqualTo(462);
  }

  private static Interval interval(
      PatientBootstrap bootstrap, int patients, ToDoubleFunction<int[]> value) {
    return bootstrap
        .intervals(
            1, new TestPatients(patients), weights -> new double[] {value.applyAsDouble(weights)})
        .get(0);
  }
}
