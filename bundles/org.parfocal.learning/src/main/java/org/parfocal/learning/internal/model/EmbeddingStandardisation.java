package org.parfocal.learning.internal.model;

import java.util.List;

/**
 * (x − mean) · scale for each dimension of an embedding. The scale of a dimension that is the same
 * in all training samples is 0: a model cannot have learnt anything from it.
 *
 * @param mean one for each dimension
 * @param scale one over the standard deviation (divided by n), or 0
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record EmbeddingStandardisation(double[] mean, double[] scale) {
  /** Relative to the mean: less is rounding. */
  private static final double SMALLEST_DEVIATION = 1e-6;

  /** Learns from training rows, at least one. */
  public static EmbeddingStandardisation of(List<float[]> rows) {
    int length = rows.get(0).length;
    double[] mean = new double[length];
    for (float[] row : rows) {
      for (int k = 0; k < length; k++) {
        mean[k] += row[k] / (double) rows.size();
      }
    }
    double[] variance = new double[length];
    for (float[] row : rows) {
      for (int k = 0; k < length; k++) {
        double difference = row[k] - mean[k];
        variance[k] += difference * difference / rows.size();
      }
    }
    double[] scale = new double[length];
    for (int k = 0; k < length; k++) {
      double deviation = Math.sqrt(variance[k]);
      scale[k] = deviation > SMALLEST_DEVIATION * Math.abs(mean[k]) ? 1 / deviation : 0;
    }
    return new EmbeddingStandardisation(mean, scale);
  }

  public float[] apply(float[] row) {
    float[] standard = new float[row.length];
    for (int k = 0; k < row.length; k++) {
      standard[k] = (float) ((row[k] - mean[k]) * scale[k]);
    }
    return standard;
  }
}
