package org.parfocal.model.dsml.internal;

import java.util.List;
import org.parfocal.nn.LogSoftmax;

/** p_fused = (1/M) Σ_m p_m. */
final class MeanFusion implements Fusion {
  /**
   * In logarithms, so that a class that all magnifications rule out has a gradient: with the share
   * r_m = p_my / Σ_n p_ny, ∂(−log p_fused,y)/∂(z_mk/T) = r_m·(p_mk − [k = y]).
   */
  @Override
  public double crossEntropy(PyramidRows rows, double weight, PyramidRows.Gradients gradients) {
    double value = 0;
    double[] logP = new double[rows.magnifications()];
    for (int group = 0; group < rows.groups(); group++) {
      int label = rows.labels()[group];
      for (int m = 0; m < logP.length; m++) {
        logP[m] = rows.logP(rows.row(group, m), label);
      }
      double[] logShares = LogSoftmax.rows(logP, logP.length, 1);
      for (int m = 0; m < logP.length; m++) {
        int row = rows.row(group, m);
        double share = Math.exp(logShares[m]);
        for (int k = 0; k < rows.classes(); k++) {
          double target = k == label ? 1 : 0;
          gradients.scores()[rows.at(row, k)] +=
              weight * share * (Math.exp(rows.logP(row, k)) - target);
        }
      }
      double logSum = logP[0] - logShares[0];
      value += weight * (Math.log(logP.length) - logSum);
    }
    return value;
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
