package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Whether two variants differ by more than chance, by exchanging their predictions of a patient,
 * all images together: the permutation test of paired areas under ROC curves (Bandos, Rockette and
 * Gur 2005, Statistics in Medicine 24) with patients in the place of cases, which holds its level
 * for any number of patients. Its null hypothesis is that the two variants' predictions of a
 * patient could be exchanged, so that it also notices probabilities of another scale. It says
 * nothing of other trainings.
 *
 * @param draws as many exchanges are drawn where there are more; 0 for no test
 * @param seed of the draws
 */
record PatientExchange(int draws, long seed) {
  private static final double SAME = 1e-12;

  /**
   * The result.
   *
   * @param p two-sided; NaN where the difference is
   * @param least the smallest p that there can be
   * @param note how it was made
   */
  record Result(double p, double least, String note) {}

  /**
   * Tests numbers that are computed together.
   *
   * @param patients how many, at least one
   * @param differences of the numbers, when the patients that are marked are exchanged
   * @return one for each number
   */
  List<Result> test(int patients, Function<boolean[], double[]> differences) {
    double[] observed = differences.apply(new boolean[patients]);
    int[] extreme = new int[observed.length];
    List<boolean[]> exchanges = exchanges(patients);
    for (boolean[] exchanged : exchanges) {
      double[] of = differences.apply(exchanged);
      for (int number = 0; number < extreme.length; number++) {
        extreme[number] += Math.abs(of[number]) >= Math.abs(observed[number]) - SAME ? 1 : 0;
      }
    }
    String note =
        isCountable(patients)
            ? "permutation test: all %d exchanges of the predictions of %d patients"
                .formatted(2L * exchanges.size(), patients)
            : "permutation test: %d random exchanges of the predictions of %d patients, seed %d"
                .formatted(draws, patients, seed);
    List<Result> results = new ArrayList<>();
    for (int number = 0; number < extreme.length; number++) {
      double p = (double) extreme[number] / exchanges.size();
      results.add(
          new Result(
              Double.isNaN(observed[number]) ? Double.NaN : p, 1.0 / exchanges.size(), note));
    }
    return results;
  }

  /** Exchanging all patients gives the same difference with another sign: half is enough. */
  private boolean isCountable(int patients) {
    return patients < Integer.SIZE && 1L << (patients - 1) <= draws;
  }

  /** The first one exchanges nobody: what was observed is one of the possible cases. */
  private List<boolean[]> exchanges(int patients) {
    List<boolean[]> exchanges = new ArrayList<>();
    boolean countable = isCountable(patients);
    SplittableRandom random = new SplittableRandom(seed);
    int cases = countable ? 1 << (patients - 1) : draws + 1;
    for (int number = 0; number < cases; number++) {
      boolean[] exchanged = new boolean[patients];
      for (int patient = 0; patient < patients; patient++) {
        exchanged[patient] =
            countable ? (number >> patient & 1) == 1 : number > 0 && random.nextBoolean();
      }
      exchanges.add(exchanged);
    }
    return exchanges;
  }
}
