package org.parfocal.api;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * From which probability of the positive class on an image counts as positive.
 *
 * @param value images with this probability or more are positive
 * @param chosen whether validation decided it
 * @param note where it is from, in a few words
 */
public record DecisionThreshold(double value, boolean chosen, String note) {
  private static final double NEUTRAL = 0.5;

  /** One half, for every fold. */
  public static DecisionThreshold fixed() {
    return new DecisionThreshold(NEUTRAL, false, "threshold 0.5 (fixed)");
  }

  /**
   * The threshold with the largest balanced accuracy on the validation predictions of one fold.
   *
   * <p>All thresholds between two neighbouring probabilities decide alike; of such an interval the
   * middle is taken, or one half if it lies in it. Of intervals with one balanced accuracy the one
   * whose threshold is nearest to one half is taken, then the lower one. Where validation holds no
   * images, or images of one class, or no threshold is better than chance, it is one half.
   *
   * @param validation of two classes
   */
  public static DecisionThreshold chosenOn(List<Prediction> validation) {
    if (validation.isEmpty()) {
      return new DecisionThreshold(NEUTRAL, false, "threshold 0.5 (no validation images)");
    }
    long positives = validation.stream().filter(prediction -> prediction.label() == 1).count();
    long negatives = validation.size() - positives;
    if (positives == 0 || negatives == 0) {
      return new DecisionThreshold(
          NEUTRAL, false, "threshold 0.5 (validation images of one class)");
    }
    return best(validation, positives, negatives);
  }

  private static DecisionThreshold best(
      List<Prediction> validation, long positives, long negatives) {
    List<Prediction> ascending =
        validation.stream()
            .sorted((one, other) -> Double.compare(probability(one), probability(other)))
            .toList();
    double best = NEUTRAL;
    // Balanced accuracy times 2 · positives · negatives: whole numbers make ties exact.
    long chance = positives * negatives;
    long bestGain = chance;
    // Everything is positive below the smallest probability; each step makes one value negative.
    long truePositives = positives;
    long trueNegatives = 0;
    double lower = 0;
    for (int i = 0; i <= ascending.size(); i++) {
      double upper = i < ascending.size() ? probability(ascending.get(i)) : 1;
      if (upper > lower) {
        long gain = truePositives * negatives + trueNegatives * positives;
        double candidate = inside(lower, upper);
        if (gain > bestGain
            || (gain > chance
                && gain == bestGain
                && Math.abs(candidate - NEUTRAL) < Math.abs(best - NEUTRAL))) {
          bestGain = gain;
          best = candidate;
        }
      }
      if (i < ascending.size()) {
        if (ascending.get(i).label() == 1) {
          truePositives--;
        } else {
          trueNegatives++;
        }
      }
      lower = upper;
    }
    return bestGain > chance
        ? new DecisionThreshold(best, true, "threshold " + text(best) + " (validation)")
        : new DecisionThreshold(
            NEUTRAL, false, "threshold 0.5 (none better than chance on validation)");
  }

  /** Four digits are enough to read. */
  public static String text(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** A threshold in (lower, upper]. */
  private static double inside(double lower, double upper) {
    double middle = lower + (upper - lower) / 2;
    return lower < NEUTRAL && NEUTRAL <= upper ? NEUTRAL : middle > lower ? middle : upper;
  }

  private static double probability(Prediction prediction) {
    return prediction.probabilities().get(1);
  }
}
