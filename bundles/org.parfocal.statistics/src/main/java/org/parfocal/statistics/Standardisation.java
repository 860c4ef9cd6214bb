package org.parfocal.statistics;

import java.util.Arrays;

/**
 * Subtracts the mean of each dimension and divides by its standard deviation (of the population,
 * not of a sample), both taken from training rows. A dimension that has one value in all of these
 * rows is dead: it becomes 0 in every row.
 */
public final class Standardisation {
  private final double[] mean;
  private final double[] deviation;

  private Standardisation(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Takes means and deviations.
   *
   * @param rows at least one, all of one length
   */
  public static Standardisation of(double[][] rows) {
    int dimensions = rows[0].length;
    double[] mean = new double[dimensions];
    double[] deviation = new double[dimensions];
    boolean[] varies = new boolean[dimensions];
    for (double[] row : rows) {
      for (int dimension = 0; dimension < dimensions; dimension++) {
        mean[dimension] += row[dimension] / rows.length;
        varies[dimension] |= row[dimension] != rows[0][dimension];
      }
    }
    for (double[] row : rows) {
      for (int dimension = 0; dimension < dimensions; dimension++) {
        double difference = row[dimension] - mean[dimension];
        deviation[dimension] += difference * difference / rows.length;
      }
    }
    for (int dimension = 0; dimension < dimensions; dimension++) {
      // The mean of equal values is not always that value to the last digit.
      deviation[dimension] = varies[dimension] ? Math.sqrt(deviation[dimension]) : 0;
    }
    return new Standardisation(mean, deviation);
  }

  /** Standardises one row into a new one. */
  public double[] apply(double[] row) {
    double[] result = new double[row.length];
    for (int dimension = 0; dimension < row.length; dimension++) {
      if (deviation[dimension] > 0) {
        result[dimension] = (row[dimension] - mean[dimension]) / deviation[dimension];
      }
    }
    return result;
  }

  /** Standardises rows into new ones. */
  public double[][] apply(double[][] rows) {
    return Arrays.stream(rows).map(this::apply).toArray(double[][]::new);
  }

  /**
   * The model that says of a row what another one says of the standardised row.
   *
   * @param model fitted to standardised rows
   */
  public LinearModel unstandardised(LinearModel model) {
    double[][] weights = model.weights();
    double[] intercepts = model.intercepts();
    for (int line = 0; line < weights.length; line++) {
      for (int dimension = 0; dimension < deviation.length; dimension++) {
        double weight =
            deviation[dimension] > 0 ? weights[line][dimension] / deviation[dimension] : 0;
        weights[line][dimension] = weight;
        intercepts[line] -= weight * mean[dimension];
      }
    }
    return LinearModel.of(model.classes(), weights, intercepts);
  }

  /** The share of dimensions that have one value in all training rows. */
  public double deadShare() {
    return (double) Arrays.stream(deviation).filter(one -> one == 0).count() / deviation.length;
  }
}
