package org.parfocal.statistics;

import java.util.Arrays;

/**
 * Whether differences over several splits of the same patients could come from none: the corrected
 * resampled t test (Nadeau and Bengio 2003, Inference for the generalization error, Machine
 * Learning 52). The splits share training patients, so that the variance of their mean is not S²/J
 * but about (1/J + test/training) S². The same distribution, read as a posterior, gives the
 * probabilities of the Bayesian correlated t test (Benavoli, Corani, Demšar and Zaffalon 2017, Time
 * for a change, JMLR 18(77), section 4.1; theirs has the correlation test / (training + test),
 * which is this same ratio).
 *
 * @param mean of the differences
 * @param error standard error of the mean, corrected; 0 if all are equal
 * @param freedom degrees of freedom, one less than the differences
 */
public record CorrectedResampledT(double mean, double error, int freedom) {
  private static final double COVERED = 0.95;

  /**
   * The test.
   *
   * @param differences one for each split, all folds of all repeats; two or more
   * @param testToTraining how many patients are tested for each that is trained on
   */
  public static CorrectedResampledT of(double[] differences, double testToTraining) {
    int splits = differences.length;
    double mean = Arrays.stream(differences).average().orElseThrow();
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    double variance = squares / (splits - 1) * (1.0 / splits + testToTraining);
    return new CorrectedResampledT(mean, Math.sqrt(variance), splits - 1);
  }

  /** Two-sided, that there is no difference. */
  public double p() {
    if (error == 0) {
      return mean == 0 ? 1 : 0;
    }
    return 1 - new StudentT(freedom).within(Math.abs(mean) / error);
  }

  /** Half of the 95 % interval of the mean. */
  public double halfWidth() {
    return new StudentT(freedom).quantile(COVERED) * error;
  }

  /**
   * Of a larger mean.
   *
   * @param region half the width of the region of practical equivalence; not negative
   */
  public Beliefs beliefs(double region) {
    double worse = below(-region);
    double better = 1 - below(region);
    return new Beliefs(better, 1 - better - worse, worse);
  }

  private double below(double difference) {
    if (error == 0) {
      return mean < difference ? 1 : 0;
    }
    return new StudentT(freedom).below((difference - mean) / error);
  }
}
