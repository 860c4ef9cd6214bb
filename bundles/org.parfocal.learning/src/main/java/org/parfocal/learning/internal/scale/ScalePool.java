package org.parfocal.learning.internal.scale;

/** How the embeddings of an image at several scales become one. */
public enum ScalePool {
  /** The largest number of each dimension. */
  MAX,
  /** The mean of each dimension. */
  MEAN;

  /**
   * Pools.
   *
   * @param values {@code [scales][rows · d]}, row-major
   * @param pooled {@code rows · d} numbers, filled
   * @param winners filled with the scale that each number is of, the first of several; −1 for all
   */
  void pool(float[][] values, float[] pooled, int[] winners) {
    for (int k = 0; k < pooled.length; k++) {
      winners[k] = this == MAX ? 0 : -1;
      double sum = 0;
      for (int scale = 0; scale < values.length; scale++) {
        sum += values[scale][k];
        if (this == MAX && values[scale][k] > values[winners[k]][k]) {
          winners[k] = scale;
        }
      }
      pooled[k] = this == MAX ? values[winners[k]][k] : (float) (sum / values.length);
    }
  }
}
