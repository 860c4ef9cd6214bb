package org.parfocal.model.dann.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.nn.FloatTensors;

/**
 * The rows of a batch whose domain is known.
 *
 * @param rows which rows
 * @param domains index of the domain of each of them
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record KnownRows(int[] rows, int[] domains) {
  static final KnownRows NONE = new KnownRows(new int[0], new int[0]);

  /** Those of a batch with a sample for each row. */
  static KnownRows of(Domains domains, List<Sample> samples) {
    int[] all = samples.stream().mapToInt(domains::index).toArray();
    int[] rows = IntStream.range(0, all.length).filter(row -> all[row] != Domains.NONE).toArray();
    return new KnownRows(rows, IntStream.of(rows).map(row -> all[row]).toArray());
  }

  int count() {
    return rows.length;
  }

  /** These rows of a matrix that has a row for each sample, one after another. */
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
   * How many of these rows have their largest logit, of {@code [count, domains]}, at their domain.
   */
  int correct(INDArray logits) {
    float[] values = FloatTensors.read(logits);
    int length = Math.toIntExact(logits.size(1));
    int correct = 0;
    for (int index = 0; index < rows.length; index++) {
      int best = 0;
      for (int k = 1; k < length; k++) {
        best = values[index * length + k] > values[index * length + best] ? k : best;
      }
      correct += best == domains[index] ? 1 : 0;
    }
    return correct;
  }
}
