package org.parfocal.metric.classification.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Area under the ROC curve: of the positive class for two classes, else the plain mean over the
 * classes that occur, each against the rest.
 */
final class RocArea {
  private final List<Ranking> rankings;

  private RocArea(List<Ranking> rankings) {
    this.rankings = rankings;
  }

  /** Of images. */
  static RocArea ofImages(Cases cases) {
    return of(cases, cases.probability(), cases.label(), cases.patient());
  }

  /**
   * Of patients: a patient's score is the mean probability of the images. Only for patients whose
   * images are of one class.
   */
  static RocArea ofPatients(Cases cases) {
    int patients = cases.patients().size();
    int[] label = new int[patients];
    int[] images = new int[patients];
    double[][] mean = new double[cases.classes().size()][patients];
    for (int i = 0; i < cases.images(); i++) {
      int patient = cases.patient()[i];
      label[patient] = cases.label()[i];
      images[patient]++;
      for (int c = 0; c < mean.length; c++) {
        mean[c][patient] += cases.probability()[c][i];
      }
    }
    int[] owner = new int[patients];
    for (int patient = 0; patient < patients; patient++) {
      owner[patient] = patient;
      for (double[] ofClass : mean) {
        ofClass[patient] /= images[patient];
      }
    }
    return of(cases, mean, label, owner);
  }

  private static RocArea of(Cases cases, double[][] score, int[] label, int[] owner) {
    List<Ranking> rankings = new ArrayList<>();
    for (int c = cases.twoClasses() ? 1 : 0; c < score.length; c++) {
      boolean[] positive = new boolean[label.length];
      for (int i = 0; i < label.length; i++) {
        positive[i] = label[i] == c;
      }
      rankings.add(new Ranking(score[c], positive, owner));
    }
    return new RocArea(rankings);
  }

  /** NaN if there are not two classes. */
  double value(int[] weights) {
    double sum = 0;
    int defined = 0;
    for (Ranking ranking : rankings) {
      double auc = ranking.auc(weights);
      if (!Double.isNaN(auc)) {
        sum += auc;
        defined++;
      }
    }
    return defined == 0 ? Double.NaN : sum / defined;
  }
}
