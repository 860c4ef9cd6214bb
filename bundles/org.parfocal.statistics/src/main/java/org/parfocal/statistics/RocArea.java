package org.parfocal.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Area under the ROC curve, by the Mann–Whitney estimate: the share of pairs of a positive and a
 * negative row in which the positive one has the larger score, ties counted one half. Of two
 * classes it is that of the second one, the positive; of more the macro mean over the classes that
 * occur, each against the rest (one-vs-rest). Rows are sorted once, so that the area of any
 * weighting of their owners is one pass over them.
 */
public final class RocArea {
  private final List<Ranking> rankings = new ArrayList<>();

  /**
   * Ranks rows.
   *
   * @param probability {@code [classes][rows]}
   * @param labels one for each row
   * @param owner number of each row's owner, for example of its patient
   */
  public RocArea(double[][] probability, int[] labels, int[] owner) {
    int classes = probability.length;
    for (int label = classes == 2 ? 1 : 0; label < classes; label++) {
      rankings.add(new Ranking(probability[label], LabelledRows.ofClass(labels, label), owner));
    }
  }

  /**
   * The area with owners weighted.
   *
   * @param weights how often each owner counts
   * @return NaN if there are no two classes among the rows
   */
  public double value(int[] weights) {
    double sum = 0;
    int defined = 0;
    for (Ranking ranking : rankings) {
      double area = ranking.auc(weights);
      if (!Double.isNaN(area)) {
        sum += area;
        defined++;
      }
    }
    return defined == 0 ? Double.NaN : sum / defined;
  }

  /**
   * Of class probabilities, each row counted once.
   *
   * @param probabilities {@code [rows][classes]}
   * @param labels one for each row
   * @return NaN if there are no two classes among the rows
   */
  public static double of(double[][] probabilities, int[] labels, int classes) {
    int rows = probabilities.length;
    double[][] ofClass = new double[classes][rows];
    for (int row = 0; row < rows; row++) {
      for (int label = 0; label < classes; label++) {
        ofClass[label][row] = probabilities[row][label];
      }
    }
    return new RocArea(ofClass, labels, IntStream.range(0, rows).toArray())
        .value(PatientBootstrap.once(rows));
  }
}
