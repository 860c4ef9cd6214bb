package org.parfocal.augmentation.dcgan.internal;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of each channel: y = γ·(x − mean)/√(variance + ε) +
 * β. γ starts as N(1, 0.02), β at zero.
 *
 * <p>The statistics that are kept are plain means over the {@linkplain Pass#SETTLING settling}
 * batches: those of the finished weights, not a trail of earlier ones.
 */
final class BatchNormalisation implements Layer {
  private static final double EPSILON = 1e-5;
  private static final double SCALE_DEVIATION = 0.02;

  private final int channels;
  private final Parameter scale;
  private final Parameter shift;
  private final float[] keptMean;
  private final float[] keptVariance;
  private final double[] mean;
  private final double[] inverse;
  private int settled;
  private float[] normalised = {};

  BatchNormalisation(int channels, RandomGenerator random) {
    this.channels = channels;
    scale = Parameter.normal(channels, 1, SCALE_DEVIATION, random);
    shift = Parameter.constant(channels, 0);
    keptMean = new float[channels];
    keptVariance = new float[channels];
    mean = new double[channels];
    inverse = new double[channels];
    Arrays.fill(keptVariance, 1);
  }

  @Override
  public float[] forward(float[] values, Pass pass) {
    if (normalised.length != values.length) {
      normalised = new float[values.length];
    }
    if (pass == Pass.GENERATION) {
      for (int channel = 0; channel < channels; channel++) {
        mean[channel] = keptMean[channel];
        inverse[channel] = 1 / Math.sqrt(keptVariance[channel] + EPSILON);
      }
    } else {
      measure(values, pass);
    }
    float[] gamma = scale.values();
    float[] beta = shift.values();
    for (int start = 0; start < values.length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        float x = (float) ((values[start + channel] - mean[channel]) * inverse[channel]);
        normalised[start + channel] = x;
        values[start + channel] = gamma[channel] * x + beta[channel];
      }
    }
    return values;
  }

  private void measure(float[] values, Pass pass) {
    double rows = values.length / (double) channels;
    double[] variance = new double[channels];
    Arrays.fill(mean, 0);
    for (int start = 0; start < values.length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        mean[channel] += values[start + channel] / rows;
      }
    }
    for (int start = 0; start < values.length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        double difference = values[start + channel] - mean[channel];
        variance[channel] += difference * difference / rows;
      }
    }
    for (int channel = 0; channel < channels; channel++) {
      inverse[channel] = 1 / Math.sqrt(variance[channel] + EPSILON);
    }
    if (pass == Pass.SETTLING) {
      keep(variance);
    }
  }

  private void keep(double[] variance) {
    settled++;
    for (int channel = 0; channel < channels; channel++) {
      keptMean[channel] += (float) ((mean[channel] - keptMean[channel]) / settled);
      keptVariance[channel] += (float) ((variance[channel] - keptVariance[channel]) / settled);
    }
  }

  /** Mean and variance of the batch depend on every value of it, and so do the slopes. */
  @Override
  public float[] backward(float[] slope) {
    double rows = slope.length / (double) channels;
    double[] sum = new double[channels];
    double[] product = new double[channels];
    for (int start = 0; start < slope.length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        sum[channel] += slope[start + channel];
        product[channel] += (double) slope[start + channel] * normalised[start + channel];
      }
    }
    float[] factor = new float[channels];
    float[] meanSlope = new float[channels];
    float[] meanProduct = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      scale.slopes()[channel] += (float) product[channel];
      shift.slopes()[channel] += (float) sum[channel];
      factor[channel] = (float) (scale.values()[channel] * inverse[channel]);
      meanSlope[channel] = (float) (sum[channel] / rows);
      meanProduct[channel] = (float) (product[channel] / rows);
    }
    for (int start = 0; start < slope.length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        float own = slope[start + channel];
        float x = normalised[start + channel];
        slope[start + channel] =
            factor[channel] * (own - meanSlope[channel] - x * meanProduct[channel]);
      }
    }
    return slope;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift);
  }

  @Override
  public List<float[]> state() {
    return List.of(scale.values(), shift.values(), keptMean, keptVariance);
  }
}
