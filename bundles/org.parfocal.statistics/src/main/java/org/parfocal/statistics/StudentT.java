package org.parfocal.statistics;

/**
 * Student's t distribution, by the finite sums that it has for whole degrees of freedom (Abramowitz
 * and Stegun 1964, 26.7.3 and 26.7.4).
 *
 * @param freedom degrees of freedom, at least 1
 */
record StudentT(int freedom) {
  private static final int HALVINGS = 200;

  StudentT {
    if (freedom < 1) {
      throw new IllegalArgumentException("no t distribution of %d degrees".formatted(freedom));
    }
  }

  /** The probability of a value between −t and t; t is not negative. */
  double within(double t) {
    double angle = Math.atan(t / Math.sqrt(freedom));
    double square = Math.cos(angle) * Math.cos(angle);
    boolean odd = freedom % 2 == 1;
    double term = odd ? Math.cos(angle) : 1;
    double sum = freedom == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
      term *= square * (k - 1) / k;
      sum += term;
    }
    return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  }

  /** The probability of a value below t. */
  double below(double t) {
    return 0.5 + Math.copySign(within(Math.abs(t)), t) / 2;
  }

  /** The t that lies between −t and t with this probability. */
  double quantile(double probability) {
    double high = 1;
    while (within(high) < probability) {
      high *= 2;
    }
    double low = 0;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (within(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
