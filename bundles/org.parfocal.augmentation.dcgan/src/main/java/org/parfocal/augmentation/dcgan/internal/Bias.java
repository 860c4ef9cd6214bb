package org.parfocal.augmentation.dcgan.internal;

import java.util.List;

/** Adds a learned number to each channel; it starts at zero. */
final class Bias implements Layer {
  private final Parameter parameter;

  Bias(int channels) {
    parameter = Parameter.constant(channels, 0);
  }

  @Override
  public float[] forward(float[] values, Pass pass) {
    float[] bias = parameter.values();
    for (int start = 0; start < values.length; start += bias.length) {
      for (int channel = 0; channel < bias.length; channel++) {
        values[start + channel] += bias[channel];
      }
    }
    return values;
  }

  @Override
  public float[] backward(float[] slope) {
    int channels = parameter.values().length;
    double[] sums = new double[channels];
    for (int start = 0; start < slope.length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        sums[channel] += slope[start + channel];
      }
    }
    for (int channel = 0; channel < channels; channel++) {
      parameter.slopes()[channel] += (float) sums[channel];
    }
    return slope;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(parameter);
  }
}
