package org.parfocal.metric.signature.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.statistics.RocArea;

/**
 * AUC, Brier score and F1 of the classifier that was refitted on a signature, over the images of
 * one part. Two classes: the second is the positive one, positive from one half on. More: AUC and
 * F1 are plain means over the classes that occur, each against the rest; the most probable class is
 * decided; the Brier score is the sum over the classes.
 */
final class PartScores {
  static final String AUC = "signature-auc";
  static final String BRIER = "signature-brier";
  static final String F1 = "signature-f1";

  private final List<String> classes;
  private final int[] labels;
  private final double[][] probabilities;

  PartScores(List<String> classes, int[] labels, double[][] probabilities) {
    this.classes = classes;
    this.labels = labels;
    this.probabilities = probabilities;
  }

  /** Where there is no classifier. */
  static List<Score> undefined(Part part, String reason) {
    return List.of(AUC, BRIER, F1).stream()
        .map(metric -> Score.undefined(metric, part, Score.ALL, reason))
        .toList();
  }

  List<Score> of(Part part) {
    if (labels.length == 0) {
      return undefined(part, "the part has no images");
    }
    double auc = RocArea.of(probabilities, labels, classes.size());
    double f1 = f1();
    return List.of(
        Double.isNaN(auc)
            ? Score.undefined(AUC, part, Score.ALL, "all images are " + classes.get(labels[0]))
            : Score.of(AUC, part, Score.ALL, auc),
        Score.of(BRIER, part, Score.ALL, brier()),
        Double.isNaN(f1)
            ? Score.undefined(
                F1, part, Score.ALL, "no image is " + classes.get(1) + ", nor taken for it")
            : Score.of(F1, part, Score.ALL, f1));
  }

  private double brier() {
    double sum = 0;
    for (int row = 0; row < labels.length; row++) {
      for (int label = classes.size() == 2 ? 1 : 0; label < classes.size(); label++) {
        double error = probabilities[row][label] - (labels[row] == label ? 1 : 0);
        sum += error * error;
      }
    }
    return sum / labels.length;
  }

  private double f1() {
    return IntStream.range(classes.size() == 2 ? 1 : 0, classes.size())
        .filter(label -> classes.size() == 2 || IntStream.of(labels).anyMatch(one -> one == label))
        .mapToDouble(this::f1)
        .average()
        .orElse(Double.NaN);
  }

  private double f1(int label) {
    double hits = 0;
    double either = 0;
    for (int row = 0; row < labels.length; row++) {
      boolean decided = decided(probabilities[row]) == label;
      hits += decided && labels[row] == label ? 1 : 0;
      either += (decided ? 1 : 0) + (labels[row] == label ? 1 : 0);
    }
    return 2 * hits / either;
  }

  private static int decided(double[] probability) {
    if (probability.length == 2) {
      return probability[1] >= 0.5 ? 1 : 0;
    }
    int best = 0;
    for (int label = 1; label < probability.length; label++) {
      best = probability[label] > probability[best] ? label : best;
    }
    return best;
  }
}
