package org.parfocal.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A linear probe: what an L2 logistic regression can read from rows, measured on patients it has
 * not seen (five {@link PatientFolds}, rows standardised on each training part). More than two
 * labels are decided by pairs of them.
 */
public final class Probe {
  /** More rows than these are drawn from, evenly over the patients. */
  public static final int ROWS = 2000;

  private static final int FOLDS = 5;

  /** Rows are standardised and often as few as dimensions: a firm penalty, for unseen patients. */
  private static final double C = 0.1;

  private Probe() {}

  /**
   * Reads labels.
   *
   * @param rows finite, all of one length
   * @param labels one for each row, from 0
   * @param patients one for each row
   * @param seed of the folds, and of the draw of rows where there are more than {@link #ROWS}
   * @return without an accuracy if there are fewer than two labels or patients
   */
  public static ProbeAccuracy accuracy(
      double[][] rows, int[] labels, List<String> patients, long seed) {
    return accuracy(new LabelledRows(rows, labels, patients), ROWS, seed);
  }

  /**
   * Reads labels, from at most so many rows.
   *
   * @param limit how many rows to use at most
   * @param seed as above
   */
  public static ProbeAccuracy accuracy(LabelledRows all, int limit, long seed) {
    LabelledRows rows = all.select(BalancedSample.of(all.patients(), limit, seed));
    int classes = IntStream.of(rows.labels()).max().orElse(0) + 1;
    long[] frequency = new long[classes];
    IntStream.of(rows.labels()).forEach(label -> frequency[label]++);
    double chance = (double) Arrays.stream(frequency).max().orElse(0) / rows.size();
    if (Arrays.stream(frequency).filter(count -> count > 0).count() < 2) {
      return new ProbeAccuracy(Double.NaN, chance, "there is only one label");
    }
    long patients = rows.patients().stream().distinct().count();
    if (patients < 2) {
      return new ProbeAccuracy(Double.NaN, chance, "there is only one patient");
    }
    PatientFolds folds = PatientFolds.of(rows.patients(), rows.labels(), FOLDS, seed);
    int right = 0;
    for (int fold = 0; fold < folds.count(); fold++) {
      right += right(rows.select(folds.training(fold)), rows.select(folds.heldOut(fold)), classes);
    }
    String note =
        "%d rows of %d patients, %d patient folds".formatted(rows.size(), patients, folds.count());
    return new ProbeAccuracy((double) right / rows.size(), chance, note);
  }

  private static int right(LabelledRows training, LabelledRows heldOut, int classes) {
    Standardisation standardisation = Standardisation.of(training.rows());
    LabelledRows standard = training.with(standardisation.apply(training.rows()));
    PairwiseModel model = new PairwiseModel(standard, classes, C);
    int right = 0;
    for (int row = 0; row < heldOut.size(); row++) {
      int decided = model.decide(standardisation.apply(heldOut.rows()[row]));
      right += decided == heldOut.labels()[row] ? 1 : 0;
    }
    return right;
  }
}
