package org.parfocal.statistics;

import java.util.Arrays;
import java.util.Random;

/**
 * How probable it is that one of two is better on most data sets: the Bayesian signed-rank test
 * (Benavoli, Mangili, Corani, Zaffalon and Ruggeri 2014, A Bayesian Wilcoxon signed-rank test based
 * on the Dirichlet process, ICML), with a region of practical equivalence (Benavoli, Corani, Demšar
 * and Zaffalon 2017, Time for a change, JMLR 18(77), section 4.2). Weights are drawn from a
 * Dirichlet distribution with 1 for each difference and {@value #PRIOR} for a prior one of zero; of
 * each draw the Walsh averages, weighted, lie above the region, within it or below.
 *
 * <p>The differences are to be independent, as those of several data sets are. Those of the folds
 * of one data set are not, and the probabilities are then surer than they should be.
 *
 * @param draws of weights
 * @param seed of the draws
 */
public record BayesianSignedRank(int draws, long seed) {
  /** The weight of the prior difference of zero, 0.5 as in the papers. */
  public static final double PRIOR = 0.5;

  /**
   * The share of the draws in which each of the three holds most weight; ties are shared.
   *
   * @param differences larger is better; not empty
   * @param region half the width of the region of practical equivalence; not negative
   */
  public Beliefs beliefs(double[] differences, double region) {
    double[] all = new double[differences.length + 1];
    System.arraycopy(differences, 0, all, 1, differences.length);
    Random random = new Random(seed);
    double[] won = new double[3];
    for (int draw = 0; draw < draws; draw++) {
      double[] held = held(all, weights(all.length, random), region);
      double most = Arrays.stream(held).max().orElseThrow();
      long sharing = Arrays.stream(held).filter(share -> share == most).count();
      for (int side = 0; side < won.length; side++) {
        won[side] += held[side] == most ? 1.0 / sharing : 0;
      }
    }
    return new Beliefs(won[2] / draws, won[1] / draws, won[0] / draws);
  }

  /** The weight of the Walsh averages below, in and above the region. */
  private static double[] held(double[] all, double[] weights, double region) {
    double[] held = new double[3];
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < all.length; j++) {
        double sum = all[i] + all[j];
        int side = sum > 2 * region ? 2 : sum < -2 * region ? 0 : 1;
        held[side] += weights[i] * weights[j];
      }
    }
    return held;
  }

  /** Of a Dirichlet distribution, up to their sum: the first is the prior's. */
  private static double[] weights(int count, Random random) {
    double[] weights = new double[count];
    // Half the square of a normal variate is of the gamma distribution with shape one half.
    double normal = random.nextGaussian();
    weights[0] = normal * normal / 2;
    for (int i = 1; i < count; i++) {
      weights[i] = -Math.log1p(-random.nextDouble());
    }
    return weights;
  }
}
