package org.parfocal.statistics;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses a value of C for an L1 logistic regression by the log loss of cross-validation over
 * patients, which is defined even where the held-out rows lack a class (held-out rows of a class
 * that the training rows lack are left out).
 *
 * <p>The standard error is that of the folds' losses, weighted by their rows (Hastie, Tibshirani
 * and Friedman 2009, section 7.10; the weights as in glmnet).
 *
 * @param c the chosen value
 * @param losses the mean log loss of each value of the path, in nats
 * @param standardErrors their standard errors
 * @param folds how many folds could be used
 */
public record PenaltyChoice(double c, List<Double> losses, List<Double> standardErrors, int folds) {

  /** Which value of a path is taken. */
  public enum Rule {
    /** The one with the smallest loss, the sparsest of several. */
    SMALLEST_LOSS,
    /** The sparsest one whose loss is at most one standard error above the smallest. */
    ONE_STANDARD_ERROR
  }

  public PenaltyChoice {
    losses = List.copyOf(losses);
    standardErrors = List.copyOf(standardErrors);
  }

  /**
   * Cross-validates.
   *
   * @param rows standardised
   * @param classes number of classes
   * @param path values of C, ascending, not empty; see {@link PenaltyPath}
   * @param folds of these rows
   * @param rule which value is taken
   * @return empty if no fold has two classes to train on
   */
  public static Optional<PenaltyChoice> of(
      LabelledRows rows, int classes, List<Double> path, PatientFolds folds, Rule rule) {
    List<FoldLosses> measured =
        IntStream.range(0, folds.count())
            .mapToObj(fold -> FoldLosses.of(rows, classes, path, folds, fold))
            .flatMap(Optional::stream)
            .toList();
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    List<Double> losses =
        IntStream.range(0, path.size()).mapToObj(step -> FoldLosses.mean(measured, step)).toList();
    List<Double> errors =
        IntStream.range(0, path.size())
            .mapToObj(step -> FoldLosses.standardError(measured, step, losses.get(step)))
            .toList();
    double c = path.get(chosen(losses, errors, rule));
    return Optional.of(new PenaltyChoice(c, losses, errors, measured.size()));
  }

  private static int chosen(List<Double> losses, List<Double> errors, Rule rule) {
    int best = 0;
    for (int step = 1; step < losses.size(); step++) {
      best = losses.get(step) < losses.get(best) ? step : best;
    }
    if (rule == Rule.SMALLEST_LOSS) {
      return best;
    }
    double bound = losses.get(best) + errors.get(best);
    int sparsest = 0;
    while (losses.get(sparsest) > bound) {
      sparsest++;
    }
    return sparsest;
  }
}
