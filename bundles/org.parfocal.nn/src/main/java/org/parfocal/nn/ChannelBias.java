package org.parfocal.nn;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A learned number for each channel, which is the last dimension. */
final class ChannelBias {
  private static final int PIECE = 4096;

  private final Parameter parameter;

  ChannelBias(int channels, Initializer initializer, RandomGenerator random) {
    parameter = new Parameter(initializer, random, channels);
  }

  Parameter parameter() {
    return parameter;
  }

  /** Adds it to a tensor that lies row-major. */
  void add(INDArray tensor) {
    float[] bias = FloatTensors.read(parameter.value());
    FloatBuffer buffer = FloatTensors.buffer(tensor);
    int length = Math.toIntExact(tensor.length());
    float[] piece = new float[piece(bias.length)];
    for (int start = 0; start < length; start += piece.length) {
      int size = Math.min(piece.length, length - start);
      buffer.get(start, piece, 0, size);
      for (int row = 0; row < size; row += bias.length) {
        for (int channel = 0; channel < bias.length; channel++) {
          piece[row + channel] += bias[channel];
        }
      }
      buffer.put(start, piece, 0, size);
    }
    FloatTensors.written(tensor);
  }

  /** Adds the sums of a gradient over all rows to the parameter's gradient. */
  void accumulate(INDArray gradient) {
    float[] values = FloatTensors.read(gradient);
    double[] sums = new double[parameter.length()];
    for (int row = 0; row < values.length; row += sums.length) {
      for (int channel = 0; channel < sums.length; channel++) {
        sums[channel] += values[row + channel];
      }
    }
    parameter.accumulate(FloatTensors.floats(sums));
  }

  /** A multiple of the number of channels that fits the cache. */
  private static int piece(int channels) {
    return Math.max(1, PIECE / channels) * channels;
  }
}
