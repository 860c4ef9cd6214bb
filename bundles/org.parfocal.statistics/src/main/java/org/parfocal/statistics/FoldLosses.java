package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.parfocal.statistics.internal.SparsePath;

/**
 * The mean log losses of one fold's held-out rows, one for each value of a path.
 *
 * @param rows how many rows were held out
 * @param losses in nats
 */
record FoldLosses(int rows, List<Double> losses) {
  /** A loss is at most 34.5 for one row. */
  private static final double SMALLEST_PROBABILITY = 1e-15;

  /** Empty if the training rows are of one class, or no held-out row is of a class among them. */
  static Optional<FoldLosses> of(
      LabelledRows rows, int classes, List<Double> path, PatientFolds folds, int fold) {
    LabelledRows training = rows.select(folds.training(fold));
    int[] trained = Arrays.stream(training.labels()).distinct().toArray();
    int[] known =
        IntStream.of(folds.heldOut(fold))
            .filter(row -> IntStream.of(trained).anyMatch(label -> label == rows.labels()[row]))
            .toArray();
    if (trained.length < 2 || known.length == 0) {
      return Optional.empty();
    }
    LabelledRows heldOut = rows.select(known);
    // A part of the rows needs a larger C for the same penalty.
    double scale = (double) rows.size() / training.size();
    SortedMap<Integer, SparsePath> paths = new TreeMap<>();
    for (int label : trained) {
      boolean[] positive = LabelledRows.ofClass(training.labels(), label);
      paths.put(label, new SparsePath(training.rows(), positive, LogisticRegression.CLOSE));
    }
    int dimensions = training.rows()[0].length;
    List<Double> losses = new ArrayList<>();
    for (double c : path) {
      LinearModel model =
          LinearModel.of(
              training.labels(),
              classes,
              dimensions,
              label -> Objects.requireNonNull(paths.get(label)).fit(c * scale));
      losses.add(loss(model, heldOut));
    }
    return Optional.of(new FoldLosses(heldOut.size(), losses));
  }

  private static double loss(LinearModel model, LabelledRows heldOut) {
    double sum = 0;
    for (int row = 0; row < heldOut.size(); row++) {
      double probability = model.probabilities(heldOut.rows()[row])[heldOut.labels()[row]];
      sum -= Math.log(Math.max(probability, SMALLEST_PROBABILITY));
    }
    return sum / heldOut.size();
  }

  /** The mean over all held-out rows of all folds. */
  static double mean(List<FoldLosses> folds, int step) {
    double sum = 0;
    double rows = 0;
    for (FoldLosses fold : folds) {
      sum += fold.rows() * fold.losses().get(step);
      rows += fold.rows();
    }
    return sum / rows;
  }

  /** Its standard error, from how much the folds differ; 0 for one fold. */
  static double standardError(List<FoldLosses> folds, int step, double mean) {
    if (folds.size() < 2) {
      return 0;
    }
    double sum = 0;
    double rows = 0;
    for (FoldLosses fold : folds) {
      double difference = fold.losses().get(step) - mean;
      sum += fold.rows() * difference * difference;
      rows += fold.rows();
    }
    return Math.sqrt(sum / rows / (folds.size() - 1));
  }
}
