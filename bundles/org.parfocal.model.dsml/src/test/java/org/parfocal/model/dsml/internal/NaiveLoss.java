package org.parfocal.model.dsml.internal;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;

/**
 * The terms as the formulas stand, one sum for each Σ, from the parameters of an objective. x[g][m]
 * are embeddings.
 */
final class NaiveLoss {
  private final DsmlOptions options;
  private final Map<String, INDArray> tensors;

  NaiveLoss(DsmlOptions options, Map<String, INDArray> tensors) {
    this.options = options;
    this.tensors = tensors;
  }

  Map<String, Double> terms(double[][][] x, int[] labels) {
    int groups = x.length;
    int magnifications = x[0].length;
    double[][][] h = new double[groups][magnifications][];
    double[][][] p = new double[groups][magnifications][];
    for (int g = 0; g < groups; g++) {
      for (int m = 0; m < magnifications; m++) {
        h[g][m] = options.projection() == 0 ? x[g][m] : linear(name(m, "projection"), x[g][m]);
        p[g][m] = softmax(linear(name(m, "classifier"), h[g][m]));
      }
    }
    double single = 0;
    double fused = 0;
    double similarity = 0;
    for (int g = 0; g < groups; g++) {
      for (int m = 0; m < magnifications; m++) {
        single -= Math.log(p[g][m][labels[g]]) / groups;
        for (int n = 0; n < magnifications; n++) {
          if (m != n) {
            double h2 =
                options.similarity() == DsmlOptions.Compared.FEATURE
                    ? entropy(neighbours(h, g, n), neighbours(h, g, m))
                    : entropy(p[g][n], p[g][m]);
            similarity += options.lambda() * h2 / (magnifications * (magnifications - 1)) / groups;
          }
        }
      }
      fused -= options.fused_weight() * Math.log(fused(p[g], h[g])[labels[g]]) / groups;
    }
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("cross-entropy", single);
    if (options.fused_weight() > 0) {
      terms.put("fused", fused);
    }
    if (options.lambda() > 0) {
      terms.put("similarity", similarity);
    }
    return terms;
  }

  /** What a sample's own branch says. */
  double[] single(double[] x, int magnification) {
    double[] h = options.projection() == 0 ? x : linear(name(magnification, "projection"), x);
    return softmax(linear(name(magnification, "classifier"), h));
  }

  double[] representation(double[] x, int magnification) {
    return options.projection() == 0 ? x : linear(name(magnification, "projection"), x);
  }

  double[] fused(double[][] p, double[][] h) {
    if (options.fusion() == DsmlOptions.Fusing.MEAN) {
      double[] mean = new double[p[0].length];
      for (double[] one : p) {
        for (int k = 0; k < mean.length; k++) {
          mean[k] += one[k] / p.length;
        }
      }
      return mean;
    }
    double[] all = new double[h.length * h[0].length];
    for (int m = 0; m < h.length; m++) {
      for (int k = 0; k < h[m].length; k++) {
        all[m * h[m].length + k] = h[m][k];
      }
    }
    return softmax(linear("fusion", all));
  }

  /** Row g of the softmax over all places of their similarity to place g. */
  private double[] neighbours(double[][][] h, int g, int m) {
    double[] cosines = new double[h.length];
    for (int other = 0; other < h.length; other++) {
      double dot = 0;
      double a = 0;
      double b = 0;
      for (int k = 0; k < h[g][m].length; k++) {
        dot += h[g][m][k] * h[other][m][k];
        a += h[g][m][k] * h[g][m][k];
        b += h[other][m][k] * h[other][m][k];
      }
      cosines[other] = dot / Math.sqrt(a) / Math.sqrt(b);
    }
    return softmax(cosines);
  }

  private String name(int m, String head) {
    return options.branches() == DsmlOptions.Branching.PER_MAGNIFICATION
        ? "branch-" + m + "." + head
        : head;
  }

  private double[] linear(String head, double[] x) {
    INDArray weight = requireNonNull(tensors.get(head + ".weight"));
    INDArray bias = requireNonNull(tensors.get(head + ".bias"));
    double[] y = new double[(int) weight.size(0)];
    for (int k = 0; k < y.length; k++) {
      y[k] = bias.getDouble(k);
      for (int d = 0; d < x.length; d++) {
        y[k] += weight.getDouble(k, d) * x[d];
      }
    }
    return y;
  }

  private double[] softmax(double[] z) {
    double sum = 0;
    for (double value : z) {
      sum += Math.exp(value / options.temperature());
    }
    double[] p = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      p[k] = Math.exp(z[k] / options.temperature()) / sum;
    }
    return p;
  }

  private static double entropy(double[] q, double[] p) {
    double sum = 0;
    for (int k = 0; k < q.length; k++) {
      sum -= q[k] * Math.log(p[k]);
    }
    return sum;
  }

  static int[] labels(List<Sample> samples, int magnifications) {
    int[] labels = new int[samples.size() / magnifications];
    for (int g = 0; g < labels.length; g++) {
      labels[g] = samples.get(g * magnifications).label();
    }
    return labels;
  }
}
