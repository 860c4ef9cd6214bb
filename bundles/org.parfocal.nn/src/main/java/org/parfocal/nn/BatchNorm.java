package org.parfocal.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of each channel, which is the last dimension: y =
 * γ·(x − mean)/√(variance + ε) + β, with ε = 1e-5.
 *
 * <p>The running statistics, which inference uses, are plain means over the training batches since
 * {@link #resetRunningStatistics}: PyTorch's {@code momentum=None}, but for the variance, which is
 * divided by n and not by n − 1. To have those of the finished weights and not a trail of earlier
 * ones, reset them and pass some batches.
 */
public final class BatchNorm implements Layer {
  private static final double EPSILON = 1e-5;

  private final int channels;
  private final Parameter weight;
  private final Parameter bias;
  private final INDArray runningMean;
  private final INDArray runningVariance;
  private final double[] mean;
  private final double[] inverse;
  private final RowBuffer outputs = new RowBuffer();
  private final RowBuffer inputGradients = new RowBuffer();
  private float[] values = {};
  private float[] normalised = {};
  private boolean training = true;
  private boolean batchStatistics;
  private int batches;

  /** Makes a layer with γ drawn as the initializer says, and β = 0. */
  public BatchNorm(int channels, Initializer initializer, RandomGenerator random) {
    this.channels = channels;
    weight = new Parameter(initializer, random, channels);
    bias = new Parameter(Initializer.constant(0), random, channels);
    runningMean = Nd4j.create(DataType.FLOAT, channels);
    runningVariance = Nd4j.create(DataType.FLOAT, channels);
    mean = new double[channels];
    inverse = new double[channels];
    resetRunningStatistics();
  }

  /** Begins the running statistics anew: mean 0 and variance 1 until a training batch comes. */
  public void resetRunningStatistics() {
    batches = 0;
    runningMean.assign(0);
    runningVariance.assign(1);
  }

  /** Training batches that the running statistics are the mean of. */
  public int batches() {
    return batches;
  }

  /** Says that the running statistics, which were set from outside, are the mean of so many. */
  public void setBatches(int count) {
    batches = count;
  }

  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public INDArray forward(INDArray input) {
    int length = Math.toIntExact(input.length());
    if (length % channels != 0 || input.size(input.rank() - 1) != channels) {
      throw new IllegalArgumentException(
          Arrays.toString(input.shape()) + " has not " + channels + " channels");
    }
    if (values.length < length) {
      values = new float[length];
    }
    if (normalised.length != length) {
      normalised = new float[length];
    }
    FloatTensors.read(input, values);
    batchStatistics = training;
    if (training) {
      measure(length);
    } else {
      float[] means = FloatTensors.read(runningMean);
      float[] variances = FloatTensors.read(runningVariance);
      Arrays.setAll(mean, channel -> means[channel]);
      Arrays.setAll(inverse, channel -> 1 / Math.sqrt(variances[channel] + EPSILON));
    }
    float[] gamma = FloatTensors.read(weight.value());
    float[] beta = FloatTensors.read(bias.value());
    for (int start = 0; start < length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        float x = (float) ((values[start + channel] - mean[channel]) * inverse[channel]);
        normalised[start + channel] = x;
        values[start + channel] = gamma[channel] * x + beta[channel];
      }
    }
    return outputs.shapedLike(input, values);
  }

  private void measure(int length) {
    double rows = length / (double) channels;
    double[] variance = new double[channels];
    Arrays.fill(mean, 0);
    for (int start = 0; start < length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        mean[channel] += values[start + channel] / rows;
      }
    }
    for (int start = 0; start < length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        double difference = values[start + channel] - mean[channel];
        variance[channel] += difference * difference / rows;
      }
    }
    Arrays.setAll(inverse, channel -> 1 / Math.sqrt(variance[channel] + EPSILON));
    batches++;
    follow(runningMean, mean);
    follow(runningVariance, variance);
  }

  /** Moves a running mean to hold one value more. */
  private void follow(INDArray running, double[] latest) {
    float[] means = FloatTensors.read(running);
    for (int channel = 0; channel < channels; channel++) {
      means[channel] += (float) ((latest[channel] - means[channel]) / batches);
    }
    FloatTensors.write(means, running);
  }

  /**
   * Mean and variance of a training batch depend on every value of it, and so does the gradient.
   */
  @Override
  public INDArray backward(INDArray gradient) {
    int length = normalised.length;
    FloatTensors.read(gradient, values);
    double rows = length / (double) channels;
    double[] sum = new double[channels];
    double[] product = new double[channels];
    for (int start = 0; start < length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        sum[channel] += values[start + channel];
        product[channel] += (double) values[start + channel] * normalised[start + channel];
      }
    }
    weight.accumulate(FloatTensors.floats(product));
    bias.accumulate(FloatTensors.floats(sum));
    float[] gamma = FloatTensors.read(weight.value());
    float[] factor = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      factor[channel] = (float) (gamma[channel] * inverse[channel]);
    }
    float[] meanGradient = batchStatistics ? floats(sum, rows) : new float[channels];
    float[] meanProduct = batchStatistics ? floats(product, rows) : new float[channels];
    for (int start = 0; start < length; start += channels) {
      for (int channel = 0; channel < channels; channel++) {
        float own = values[start + channel];
        float x = normalised[start + channel];
        values[start + channel] =
            factor[channel] * (own - meanGradient[channel] - x * meanProduct[channel]);
      }
    }
    return inputGradients.shapedLike(gradient, values);
  }

  private static float[] floats(double[] values, double divisor) {
    float[] floats = new float[values.length];
    for (int index = 0; index < values.length; index++) {
      floats[index] = (float) (values[index] / divisor);
    }
    return floats;
  }

  @Override
  public Map<String, Parameter> ownParameters() {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters.put("weight", weight);
    parameters.put("bias", bias);
    return parameters;
  }

  @Override
  public Map<String, INDArray> ownBuffers() {
    Map<String, INDArray> buffers = new LinkedHashMap<>();
    buffers.put("running_mean", runningMean);
    buffers.put("running_var", runningVariance);
    return buffers;
  }

  @Override
  public void close() {
    Layer.super.close();
    outputs.close();
    inputGradients.close();
    if (!runningMean.wasClosed()) {
      runningMean.close();
      runningVariance.close();
    }
  }
}
