package org.parfocal.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FloatTensorsTest {
  private final INDArray matrix =
      Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});

  @Test
  void readsRowMajor() {
    assertThat(FloatTensors.read(matrix)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(FloatTensors.read(matrix.transpose())).containsExactly(1, 4, 7, 2, 5, 8, 3, 6, 9);
    assertThat(FloatTensors.read(matrix.dup('f'))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void readsAViewThatBeginsLater() {
    INDArray lower = matrix.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    INDArray column = matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 3));

    assertThat(FloatTensors.read(lower)).containsExactly(4, 5, 6, 7, 8, 9);
    assertThat(FloatTensors.read(column)).containsExactly(3, 6, 9);
  }

  @Test
  void readsOtherTypes() {
    assertThat(FloatTensors.read(matrix.castTo(DataType.DOUBLE)))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void sumsTwoRowsAtOnceToTheBitsOfEachAlone() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[6][1023];
    for (float[] row : rows) {
      for (int index = 0; index < row.length; index++) {
        row[index] = (float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(-140, 60));
      }
    }
    double[] sums = new double[5];

    FloatTensors.dots(rows[5], Arrays.copyOf(rows, 5), sums);

    for (int row = 0; row < 5; row++) {
      double[] quarters = new double[4];
      for (int index = 0; index < 1023; index++) {
        int quarter = index < 1020 ? index % 4 : 0;
        quarters[quarter] += (double) rows[5][index] * rows[row][index];
      }
      assertThat(sums[row]).isEqualTo(quarters[0] + quarters[1] + (quarters[2] + quarters[3]));
    }
  }

  @Test
  void copiesTheFirstRowsOfAViewOrATransposedMatrix() {
    INDArray lower = matrix.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    float[][] rows = new float[2][3];

    FloatTensors.readRows(lower, 2, rows);
    assertThat(rows).isDeepEqualTo(new float[][] {{4, 5, 6}, {7, 8, 9}});
    FloatTensors.readRows(matrix.transpose(), 2, rows);
    assertThat(rows).isDeepEqualTo(new float[][] {{1, 4, 7}, {2, 5, 8}});

    FloatTensors.writeRows(rows, 2, lower);
    assertThat(FloatTensors.read(matrix)).containsExactly(1, 2, 3, 1, 4, 7, 2, 5, 8);
  }

  @Test
  void writesThroughViews() {
    FloatTensors.write(
        new float[] {-4, -5, -6}, matrix.get(NDArrayIndex.interval(1, 2), NDArrayIndex.all()));
    FloatTensors.write(new float[] {10, 20, 30, 99}, matrix.transpose().getRow(2));

    assertThat(FloatTensors.read(matrix)).containsExactly(1, 2, 10, -4, -5, 20, 7, 8, 30);
  }

  @Test
  void keepsTheMemoryOfARowBuffer() {
    try (RowBuffer buffer = new RowBuffer(2)) {
      INDArray three = buffer.rows(3, new float[] {1, 2, 3, 4, 5, 6});
      INDArray two = buffer.rows(2, new float[] {7, 8, 9, 10});

      assertThat(FloatTensors.read(two)).containsExactly(7, 8, 9, 10);
      assertThat(FloatTensors.read(three)).containsExactly(7, 8, 9, 10, 5, 6);
      assertThat(buffer.rows(3)).isSameAs(three);
      assertThat(two.shape()).containsExactly(2, 2);
    }
  }
}
