package org.parfocal.metric.domain.internal.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.parfocal.api.Embeddings;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.statistics.LabelledRows;

/**
 * A classifier that is fitted on the embeddings of a fold's training images, and on nothing else.
 */
abstract class Probe implements Judge {
  /** Class probabilities of one row. */
  @FunctionalInterface
  interface Fitted {
    double[] probabilities(double[] row);
  }

  /**
   * Fits.
   *
   * @param training rows of the training images
   * @param classes names in label order, each of which has rows
   * @param fold name of the fold
   * @return one for each repetition
   * @throws CannotFit if the rows are not enough
   */
  abstract List<Fitted> fit(LabelledRows training, List<String> classes, String fold)
      throws CannotFit;

  /** Why a probe cannot be fitted. */
  static final class CannotFit extends Exception {
    private static final long serialVersionUID = 1;

    CannotFit(String reason) {
      super(reason);
    }
  }

  @Override
  public final Verdict judge(Outcome outcome) {
    Embeddings embeddings = outcome.embeddings().orElse(null);
    if (embeddings == null) {
      return Verdict.none("no embeddings are stored");
    }
    List<float[]> rows = embeddings.read();
    List<Prediction> predictions = outcome.predictions();
    int[] training = indices(predictions, Part.TRAINING);
    int[] labels = IntStream.of(training).map(row -> predictions.get(row).label()).toArray();
    for (int label = 0; label < outcome.classes().size(); label++) {
      int wanted = label;
      if (IntStream.of(labels).noneMatch(each -> each == wanted)) {
        return Verdict.none("no training row is " + outcome.classes().get(label));
      }
    }
    LabelledRows known =
        new LabelledRows(
            IntStream.of(training).mapToObj(row -> doubles(rows.get(row))).toArray(double[][]::new),
            labels,
            IntStream.of(training).mapToObj(row -> predictions.get(row).patient()).toList());
    try {
      List<Fitted> fitted = fit(known, outcome.classes(), outcome.name());
      int[] tested = indices(predictions, Part.TEST, Part.SEEN);
      return new Verdict(
          fitted.stream().map(each -> predicted(each, predictions, rows, tested)).toList(), "");
    } catch (CannotFit e) {
      return Verdict.none(String.valueOf(e.getMessage()));
    }
  }

  private static List<Prediction> predicted(
      Fitted fitted, List<Prediction> predictions, List<float[]> rows, int[] tested) {
    List<Prediction> predicted = new ArrayList<>(tested.length);
    for (int row : tested) {
      Prediction of = predictions.get(row);
      predicted.add(
          new Prediction(
              of.fold(),
              of.sample(),
              of.patient(),
              of.magnification(),
              of.domain(),
              of.part(),
              of.label(),
              Prediction.boxed(fitted.probabilities(doubles(rows.get(row))))));
    }
    return predicted;
  }

  private static int[] indices(List<Prediction> predictions, Part... parts) {
    return IntStream.range(0, predictions.size())
        .filter(row -> Arrays.asList(parts).contains(predictions.get(row).part()))
        .toArray();
  }

  private static double[] doubles(float[] row) {
    return IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray();
  }
}
