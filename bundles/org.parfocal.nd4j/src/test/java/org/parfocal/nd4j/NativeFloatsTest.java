package org.parfocal.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nd4j.internal.Activator;

class NativeFloatsTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final long LENGTH = 256 * MEBIBYTE / Float.BYTES;

  @BeforeAll
  static void start() {
    Activator.prepare(false).start();
    Nd4j.ones(3).addi(1); // loads what the first operation loads
  }

  @Test
  void reservedMemoryIsNotWritten() {
    long before = Pointer.physicalBytes();

    try (NativeFloats floats = new NativeFloats(LENGTH)) {
      assertThat(Pointer.physicalBytes() - before).isLessThan(64 * MEBIBYTE);
      assertThat(floats.array().length()).isEqualTo(LENGTH);
      floats.array().assign(2);
      assertThat(Pointer.physicalBytes() - before).isGreaterThan(192 * MEBIBYTE);
    }
    assertThat(Pointer.physicalBytes() - before).isLessThan(64 * MEBIBYTE);
  }

  @Test
  void operationsSeeViewsOfIt() {
    try (NativeFloats floats = new NativeFloats(1000)) {
      INDArray view =
          Nd4j.create(floats.array().data(), new long[] {2, 3}, new long[] {3, 1}, 990, 'c');
      view.assign(4);

      assertThat(view.addi(1).sumNumber().doubleValue()).isEqualTo(30);
      assertThat(NativeMemory.floats(floats.array(), 990, 6).get(5)).isEqualTo(5);
    }
  }

  /** Reserved memory takes none until it is written. */
  @ParameterizedTest
  @ValueSource(longs = {(1L << 29) - 3, 1L << 29, (1L << 29) + 1000})
  void javaReachesNumbersAboutAndBeyondTwoGibibytes(long start) {
    try (NativeFloats floats = new NativeFloats((1L << 29) + 2000)) {
      INDArray view =
          Nd4j.create(floats.array().data(), new long[] {6}, new long[] {1}, start, 'c').assign(4);

      FloatBuffer seen = NativeMemory.floats(floats.array(), start, 6);
      assertThat(seen.capacity()).isEqualTo(6);
      assertThat(seen.get(5)).isEqualTo(4);
      seen.put(5, 7);
      assertThat(view.getFloat(5)).isEqualTo(7);
    }
  }

  @Test
  void countsAsTakenUntilItIsClosed() {
    long before = Pointer.totalBytes();

    try (NativeFloats floats = new NativeFloats(LENGTH)) {
      assertThat(Pointer.totalBytes() - before).isGreaterThanOrEqualTo(floats.array().length() * 4);
    }
    assertThat(Pointer.totalBytes() - before).isLessThan(MEBIBYTE);
  }
}
