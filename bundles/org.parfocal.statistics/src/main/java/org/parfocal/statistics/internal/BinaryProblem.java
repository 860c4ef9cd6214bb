package org.parfocal.statistics.internal;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Random;

/**
 * Rows in LIBLINEAR's form, for two-class logistic regression with an intercept that is not
 * penalised.
 *
 * <p>Minimises {@code penalty(w) + C · Σ log(1 + exp(−y (w·x + b)))}.
 */
public final class BinaryProblem {
  private static final long SHUFFLING_SEED = 1;

  static {
    // The library prints every iteration to the console that it finds when its class is loaded, and
    // the only switch is static state of its own. The copy in this bundle serves nobody else, and
    // nothing else in it calls the library.
    Linear.disableDebugOutput();
  }

  private final int dimensions;
  private final Feature[][] features;

  /**
   * Converts rows once; they may be fitted many times.
   *
   * @param rows at least one, finite, all of one length
   */
  public BinaryProblem(double[][] rows) {
    dimensions = rows[0].length;
    features = new Feature[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      features[row] = features(rows[row]);
    }
  }

  private Feature[] features(double[] row) {
    int stored = 1;
    for (double value : row) {
      stored += value != 0 ? 1 : 0;
    }
    Feature[] nodes = new Feature[stored];
    int next = 0;
    for (int dimension = 0; dimension < dimensions; dimension++) {
      if (row[dimension] != 0) {
        nodes[next++] = new FeatureNode(dimension + 1, row[dimension]);
      }
    }
    nodes[next] = new FeatureNode(dimensions + 1, 1);
    return nodes;
  }

  /**
   * Fits.
   *
   * @param positive of each row; both values must occur
   * @param c weight of the losses against the penalty
   * @param tolerance LIBLINEAR's {@code eps}: where the solver stops, relative to the gradient at
   *     zero
   * @return one weight for each dimension, then the intercept
   */
  public double[] fit(boolean[] positive, Penalty penalty, double c, double tolerance) {
    Problem problem = new Problem();
    problem.l = features.length;
    problem.n = dimensions + 1;
    problem.bias = 1;
    problem.x = features;
    problem.y = new double[positive.length];
    for (int row = 0; row < positive.length; row++) {
      problem.y[row] = positive[row] ? 1 : -1;
    }
    SolverType solver = penalty == Penalty.L1 ? SolverType.L1R_LR : SolverType.L2R_LR;
    Parameter parameter = new Parameter(solver, c, tolerance);
    parameter.setRegularizeBias(false);
    // The L1 solver visits the dimensions in a random order: the same one in every fit.
    parameter.setRandom(new Random(SHUFFLING_SEED));
    Model model = Linear.train(problem, parameter);
    double[] weights = model.getFeatureWeights().clone();
    if (model.getLabels()[0] != 1) {
      // The library's positive class is the one that it met first.
      for (int i = 0; i < weights.length; i++) {
        weights[i] = -weights[i];
      }
    }
    return weights;
  }
}
