package org.parfocal.metric.classification.internal;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of true and decided classes, kept for each patient. A patient has few of the cells of the
 * matrix, and a bootstrap asks for its sum thousands of times: only the cells that occur are kept.
 */
final class Confusion {
  private final int classes;

  /** The cells that occur, in the order of the patients. */
  private final int[] owner;

  private final int[] cell;
  private final int[] count;

  /** The patients with images, and the share of each one's that was decided rightly. */
  private final int[] patients;

  private final double[] recognised;

  /** Of the last weighting: the measures of a draw ask for it one after the other. */
  private int[] weighted = new int[0];

  private long[][] total = new long[0][];

  Confusion(PredictionArrays arrays) {
    classes = arrays.classes().size();
    SortedMap<Long, Integer> cells = new TreeMap<>();
    SortedMap<Integer, int[]> correctOfAll = new TreeMap<>();
    for (int i = 0; i < arrays.images(); i++) {
      int patient = arrays.patient()[i];
      int label = arrays.label()[i];
      int decided = arrays.decided()[i];
      cells.merge((long) patient * classes * classes + label * classes + decided, 1, Integer::sum);
      int[] counts = correctOfAll.computeIfAbsent(patient, one -> new int[2]);
      counts[0] += label == decided ? 1 : 0;
      counts[1]++;
    }
    owner = cells.keySet().stream().mapToInt(at -> (int) (at / (classes * classes))).toArray();
    cell = cells.keySet().stream().mapToInt(at -> (int) (at % (classes * classes))).toArray();
    count = cells.values().stream().mapToInt(Integer::intValue).toArray();
    patients = correctOfAll.keySet().stream().mapToInt(Integer::intValue).toArray();
    recognised =
        correctOfAll.values().stream()
            .mapToDouble(counts -> (double) counts[0] / counts[1])
            .toArray();
  }

  /**
   * The confusion matrix with patients weighted.
   *
   * @return counts by true class, then decided class; not to be changed
   */
  long[][] total(int[] weights) {
    if (total.length > 0 && Arrays.equals(weights, weighted)) {
      return total;
    }
    weighted = weights.clone();
    total = new long[classes][classes];
    for (int i = 0; i < cell.length; i++) {
      total[cell[i] / classes][cell[i] % classes] += (long) weights[owner[i]] * count[i];
    }
    return total;
  }

  /** Correct / all. */
  double accuracy(int[] weights) {
    long[][] total = total(weights);
    long correct = 0;
    long all = 0;
    for (int c = 0; c < classes; c++) {
      correct += total[c][c];
      all += row(total, c);
    }
    return (double) correct / all;
  }

  /** Recall of one class; NaN if it does not occur. */
  double recall(int label, int[] weights) {
    long[][] total = total(weights);
    return (double) total[label][label] / row(total, label);
  }

  /** Mean recall of the classes that occur; NaN if fewer than two do. */
  double balancedAccuracy(int[] weights) {
    long[][] total = total(weights);
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < classes; c++) {
      long images = row(total, c);
      if (images > 0) {
        occurring++;
        sum += (double) total[c][c] / images;
      }
    }
    return occurring < 2 ? Double.NaN : sum / occurring;
  }

  /**
   * Mean F1 of the classes that occur or are decided, as scikit-learn averages; NaN if fewer than
   * two classes occur.
   */
  double macroF1(int[] weights) {
    long[][] total = total(weights);
    double sum = 0;
    int averaged = 0;
    int occurring = 0;
    for (int c = 0; c < classes; c++) {
      long isClass = row(total, c);
      long decided = 0;
      for (long[] row : total) {
        decided += row[c];
      }
      if (isClass > 0) {
        occurring++;
      }
      if (isClass + decided > 0) {
        averaged++;
        sum += 2.0 * total[c][c] / (isClass + decided);
      }
    }
    return occurring < 2 ? Double.NaN : sum / averaged;
  }

  /**
   * Mean of the patients' scores, a patient's score being correct / images (Spanhol et al. 2016).
   */
  double patientRecognitionRate(int[] weights) {
    double sum = 0;
    long drawn = 0;
    for (int i = 0; i < patients.length; i++) {
      sum += weights[patients[i]] * recognised[i];
      drawn += weights[patients[i]];
    }
    return sum / drawn;
  }

  private static long row(long[][] total, int label) {
    long sum = 0;
    for (long count : total[label]) {
      sum += count;
    }
    return sum;
  }
}
