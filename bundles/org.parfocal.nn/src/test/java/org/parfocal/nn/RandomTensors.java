package org.parfocal.nn;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Normal numbers for tests, always the same for a seed. */
final class RandomTensors {
  private RandomTensors() {}

  static INDArray normal(long seed, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    INDArray tensor = Nd4j.create(shape);
    float[] values = new float[Math.toIntExact(tensor.length())];
    Initializer.normal(0, 1).fill(values, random);
    FloatTensors.write(values, tensor);
    return tensor;
  }

  static double dot(INDArray one, INDArray other) {
    float[] a = FloatTensors.read(one);
    float[] b = FloatTensors.read(other);
    double sum = 0;
    for (int index = 0; index < a.length; index++) {
      sum += (double) a[index] * b[index];
    }
    return sum;
  }
}
