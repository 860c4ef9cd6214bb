package org.parfocal.model.dann.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.FloatTensors;

/** The rows of a batch whose domain is known, and which it is. */
final class KnownRows {
  private final int[] rows;
  private final int[] labels;

  private KnownRows(int[] rows, int[] labels) {
    this.rows = rows;
    this.labels = labels;
  }

  /** Of no batch. */
  static KnownRows none() {
    return new KnownRows(new int[0], new int[0]);
  }

  /**
   * Those of a batch.
   *
   * @param samples one for each row
   */
  static KnownRows of(Domains domains, List<Sample> samples) {
    int[] indices = samples.stream().mapToInt(domains::index).toArray();
    int[] rows =
        IntStream.range(0, indices.length).filter(row -> indices[row] != Domains.NONE).toArray();
    return new KnownRows(rows, IntStream.of(rows).map(row -> indices[row]).toArray());
  }

  int count() {
    return rows.length;
  }

  /** Row in the batch of the known row with this index. */
  int row(int index) {
    return rows[index];
  }

  /** Index of the domain of each known row. */
  int[] labels() {
    return labels.clone();
  }

  /**
   * The known rows, one after another.
   *
   * @param matrix {@code [n, length]}, a row for each sample
   */
  float[] gather(INDArray matrix) {
    float[] values = FloatTensors.read(matrix);
    int length = Math.toIntExact(matrix.size(1));
    float[] gathered = new float[rows.length * length];
    for (int index = 0; index < rows.length; index++) {
      System.arraycopy(values, rows[index] * length, gathered, index * length, length);
    }
    return gathered;
  }

  /**
   * How many known rows have their largest logit at their domain.
   *
   * @param logits {@code [count, domains]}
   */
  int correct(INDArray logits) {
    float[] values = FloatTensors.read(logits);
    int domains = Math.toIntExact(logits.size(1));
    int correct = 0;
    for (int index = 0; index < rows.length; index++) {
      int best = 0;
      for (int k = 1; k < domains; k++) {
        best = values[index * domains + k] > values[index * domains + best] ? k : best;
      }
      correct += best == labels[index] ? 1 : 0;
    }
    return correct;
  }
}
