package org.parfocal.learning;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps on vectors in main memory: pieces are copied into Java arrays, where the compiler turns the
 * loops into vector instructions, and back. Everything is done to a piece while it lies in the
 * cache, so that a step takes as long as reading and writing each vector once; ND4J's own {@code
 * adam_updater} took twice as long.
 */
final class ChunkArithmetic implements Optimiser.Arithmetic {
  private final Chunks chunks;
  private final float[][][] scratch;

  ChunkArithmetic(Chunks chunks) {
    this.chunks = chunks;
    this.scratch = new float[chunks.threads()][4][chunks.longest()];
  }

  @Override
  public void step(
      INDArray parameters, INDArray gradients, INDArray[] moments, Coefficients numbers) {
    FloatBuffer values = FloatTensors.buffer(parameters);
    FloatBuffer slopes = FloatTensors.buffer(gradients);
    FloatBuffer[] state = new FloatBuffer[moments.length];
    for (int index = 0; index < state.length; index++) {
      state[index] = FloatTensors.buffer(moments[index]);
    }
    chunks.forEach(
        (thread, start, size) -> {
          float[][] piece = scratch[thread];
          values.get(start, piece[0], 0, size);
          slopes.get(start, piece[1], 0, size);
          for (int index = 0; index < state.length; index++) {
            state[index].get(start, piece[2 + index], 0, size);
          }
          step(piece[0], piece[1], piece[2], piece[3], size, numbers);
          values.put(start, piece[0], 0, size);
          for (int index = 0; index < state.length; index++) {
            state[index].put(start, piece[2 + index], 0, size);
          }
        });
  }

  private static void step(
      float[] p, float[] g, float[] first, float[] second, int size, Coefficients numbers) {
    if (numbers.rule().method() == UpdateRule.Method.SGD) {
      descend(p, g, first, size, numbers);
    } else {
      adam(p, g, first, second, size, numbers);
    }
  }

  private static void descend(float[] p, float[] g, float[] v, int size, Coefficients numbers) {
    float scale = numbers.gradientScale();
    float decay = numbers.coupledDecay();
    float rate = numbers.rate();
    float momentum = numbers.momentum();
    if (momentum == 0) {
      for (int i = 0; i < size; i++) {
        p[i] -= rate * (scale * g[i] + decay * p[i]);
      }
    } else if (numbers.rule().nesterov()) {
      for (int i = 0; i < size; i++) {
        float slope = scale * g[i] + decay * p[i];
        float velocity = momentum * v[i] + slope;
        v[i] = velocity;
        p[i] -= rate * (slope + momentum * velocity);
      }
    } else {
      for (int i = 0; i < size; i++) {
        float velocity = momentum * v[i] + (scale * g[i] + decay * p[i]);
        v[i] = velocity;
        p[i] -= rate * velocity;
      }
    }
  }

  private static void adam(
      float[] p, float[] g, float[] mean, float[] square, int size, Coefficients numbers) {
    float scale = numbers.gradientScale();
    float decay = numbers.coupledDecay();
    float kept = numbers.kept();
    float rate = numbers.rate();
    float root = numbers.rootFactor();
    for (int i = 0; i < size; i++) {
      float slope = scale * g[i] + decay * p[i];
      float m = Coefficients.BETA_1 * mean[i] + Coefficients.REST_1 * slope;
      float s = Coefficients.BETA_2 * square[i] + Coefficients.REST_2 * (slope * slope);
      mean[i] = m;
      square[i] = s;
      p[i] = kept * p[i] - rate * m / ((float) Math.sqrt(s) * root + Coefficients.EPSILON);
    }
  }
}
