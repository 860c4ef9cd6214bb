package org.parfocal.metric.classification.internal;

import java.util.Arrays;

/** Counts of true and decided classes, kept for each patient. */
final class Confusion {
  private final int classes;
  private final long[][] ofPatient;

  /** Of the last weighting: the measures of a draw ask for it one after the other. */
  private int[] weighted = new int[0];

  private long[][] total = new long[0][];

  Confusion(PredictionArrays arrays) {
    classes = arrays.classes().size();
    ofPatient = new long[arrays.patients().size()][classes * classes];
    for (int i = 0; i < arrays.images(); i++) {
      ofPatient[arrays.patient()[i]][arrays.label()[i] * classes + arrays.decided()[i]]++;
    }
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
    for (int patient = 0; patient < weights.length; patient++) {
      for (int cell = 0; cell < classes * classes; cell++) {
        total[cell / classes][cell % classes] += weights[patient] * ofPatient[patient][cell];
      }
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
    long patients = 0;
    for (int patient = 0; patient < weights.length; patient++) {
      long correct = 0;
      long images = 0;
      for (int cell = 0; cell < classes * classes; cell++) {
        images += ofPatient[patient][cell];
        correct += cell / classes == cell % classes ? ofPatient[patient][cell] : 0;
      }
      if (images > 0) {
        sum += weights[patient] * ((double) correct / images);
        patients += weights[patient];
      }
    }
    return sum / patients;
  }

  private static long row(long[][] total, int label) {
    long sum = 0;
    for (long count : total[label]) {
      sum += count;
    }
    return sum;
  }
}
