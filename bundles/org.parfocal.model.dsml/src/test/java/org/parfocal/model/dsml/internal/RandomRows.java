package org.parfocal.model.dsml.internal;

import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A matrix of normal numbers. */
final class RandomRows {
  final float[][] values;

  RandomRows(int rows, int columns, long seed) {
    Random random = new Random(seed);
    values = new float[rows][columns];
    for (float[] row : values) {
      for (int k = 0; k < columns; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
  }

  INDArray matrix() {
    return Nd4j.createFromArray(values);
  }

  double[] row(int row) {
    float[] floats = values[row];
    return IntStream.range(0, floats.length).mapToDouble(k -> floats[k]).toArray();
  }

  /** x[g][m]. */
  double[][][] pyramids(int magnifications) {
    double[][][] x = new double[values.length / magnifications][magnifications][];
    for (int row = 0; row < values.length; row++) {
      x[row / magnifications][row % magnifications] = row(row);
    }
    return x;
  }
}
