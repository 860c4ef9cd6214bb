package org.parfocal.statistics;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What {@link LogisticRegression} fitted. */
public final class LinearModel {
  private final int classes;
  private final double[][] weights;
  private final double[] intercepts;

  private LinearModel(int classes, double[][] weights, double[] intercepts) {
    this.classes = classes;
    this.weights = weights;
    this.intercepts = intercepts;
  }

  /**
   * One two-class fit, or one for each class against the rest.
   *
   * @param labels at least two of them occur
   * @param fit from a class that occurs to its weights and, last, its intercept
   */
  static LinearModel of(int[] labels, int classes, int dimensions, IntFunction<double[]> fit) {
    int first = classes == 2 ? 1 : 0;
    double[][] weights = new double[classes - first][dimensions];
    double[] intercepts = new double[classes - first];
    // A class that does not occur has no rows to be fitted to, and probability 0.
    Arrays.fill(intercepts, Double.NEGATIVE_INFINITY);
    IntStream.of(labels)
        .distinct()
        .filter(label -> label >= first)
        .forEach(
            label -> {
              double[] fitted = fit.apply(label);
              weights[label - first] = Arrays.copyOf(fitted, dimensions);
              intercepts[label - first] = fitted[dimensions];
            });
    return new LinearModel(classes, weights, intercepts);
  }

  /**
   * What {@link #weights} and {@link #intercepts} of another one said.
   *
   * @param weights {@code [1 or classes][dimensions]}
   * @throws IllegalArgumentException if there are not as many lines as the classes need
   */
  public static LinearModel of(int classes, double[][] weights, double[] intercepts) {
    int lines = classes == 2 ? 1 : classes;
    if (weights.length != lines || intercepts.length != lines) {
      throw new IllegalArgumentException(
          "%d classes need %d lines, not %d and %d"
              .formatted(classes, lines, weights.length, intercepts.length));
    }
    return new LinearModel(
        classes,
        Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new),
        intercepts.clone());
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /**
   * The weights: for two classes one row, the log odds of the second class; for more, one row for
   * each class against the rest.
   *
   * @return {@code [1 or classes][dimensions]}, a copy
   */
  public double[][] weights() {
    double[][] copy = new double[weights.length][];
    for (int row = 0; row < weights.length; row++) {
      copy[row] = weights[row].clone();
    }
    return copy;
  }

  /** The intercepts, in the order of {@link #weights()}; a copy. */
  public double[] intercepts() {
    return intercepts.clone();
  }

  /** The dimensions with a weight that is not zero, for any class. */
  public SortedSet<Integer> support() {
    SortedSet<Integer> support = new TreeSet<>();
    for (double[] ofClass : weights) {
      for (int dimension = 0; dimension < ofClass.length; dimension++) {
        if (ofClass[dimension] != 0) {
          support.add(dimension);
        }
      }
    }
    return support;
  }

  /**
   * Class probabilities of one row. Of more than two classes they are the probabilities of each
   * against the rest, divided by their sum.
   */
  public double[] probabilities(double[] row) {
    double[] probabilities = new double[classes];
    if (classes == 2) {
      probabilities[1] = sigmoid(0, row);
      probabilities[0] = 1 - probabilities[1];
      return probabilities;
    }
    double sum = 0;
    for (int label = 0; label < classes; label++) {
      probabilities[label] = sigmoid(label, row);
      sum += probabilities[label];
    }
    for (int label = 0; label < classes; label++) {
      // A row so far off that every class is impossible tells nothing.
      probabilities[label] = sum > 0 ? probabilities[label] / sum : 1.0 / classes;
    }
    return probabilities;
  }

  private double sigmoid(int line, double[] row) {
    double[] weight = weights[line];
    if (row.length != weight.length) {
      throw new IllegalArgumentException(
          "a row of %d dimensions, for a model of %d".formatted(row.length, weight.length));
    }
    double sum = intercepts[line];
    for (int dimension = 0; dimension < weight.length; dimension++) {
      if (weight[dimension] != 0) {
        sum += weight[dimension] * row[dimension];
      }
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
