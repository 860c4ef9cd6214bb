package org.parfocal.model.dsml.internal;

import java.util.List;
import org.parfocal.nn.LogSoftmax;

/** p_fused = (1/M) Σ_m p_m. */
final class MeanFusion implements Fusion {
  @Override
  public double evaluate(PyramidRows rows, int[] labels, double weight, Slopes slopes) {
    double value = 0;
    for (int group = 0; group < rows.groups(); group++) {
      value += evaluate(rows, group, labels[group], weight / rows.groups(), slopes);
    }
    return value;
  }

  /**
   * In logarithms, so that a class that all magnifications rule out has a slope: with the share r_m
   * = p_my / Σ_n p_ny, ∂(−log p_fused,y)/∂(z_mk/T) = r_m·(p_mk − [k = y]).
   */
  private static double evaluate(
      PyramidRows rows, int group, int label, double weight, Slopes slopes) {
    double[] logarithms = rows.logarithms();
    double[] shares = new double[rows.magnifications()];
    for (int m = 0; m < shares.length; m++) {
      shares[m] = logarithms[rows.at(rows.row(group, m), label)];
    }
    double first = shares[0];
    shares = LogSoftmax.rows(shares, shares.length, 1);
    for (int m = 0; m < shares.length; m++) {
      int row = rows.row(group, m);
      double share = Math.exp(shares[m]);
      for (int k = 0; k < rows.classes(); k++) {
        double target = k == label ? 1 : 0;
        slopes.scores()[rows.at(row, k)] +=
            weight * share * (Math.exp(logarithms[rows.at(row, k)]) - target);
      }
    }
    double logSum = first - shares[0];
    return weight * (Math.log(shares.length) - logSum);
  }

  @Override
  public double[] fuse(List<View> views) {
    double[] mean = new double[views.get(0).probabilities().length];
    for (View view : views) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += view.probabilities()[k] / views.size();
      }
    }
    return mean;
  }
}
