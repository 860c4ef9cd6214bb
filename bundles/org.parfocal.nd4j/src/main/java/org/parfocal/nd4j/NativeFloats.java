package org.parfocal.nd4j;

import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A long vector that nobody has written yet. ND4J fills every new array with zeros, also where it
 * is asked not to, which takes a second for two gigabytes; here memory is only reserved, and the
 * system provides each page when it is first used.
 */
public final class NativeFloats implements AutoCloseable {
  private final @Nullable FloatPointer pointer;
  private final INDArray array;

  /**
   * Reserves memory; {@link NativeMemory#free} says how much may be had.
   *
   * @param length numbers, at least 1
   * @throws OutOfMemoryError if there is not as much
   */
  public NativeFloats(long length) {
    if (Nd4j.getEnvironment().isCPU()) {
      pointer = new FloatPointer(length);
      array =
          Nd4j.create(
              Nd4j.createBuffer(pointer, length, DataType.FLOAT),
              new long[] {length},
              new long[] {1},
              0L,
              'c');
    } else {
      pointer = null;
      array = Nd4j.createUninitialized(DataType.FLOAT, length);
    }
  }

  /** The vector; of no use once this is closed. */
  public INDArray array() {
    return array;
  }

  @Override
  public void close() {
    array.close();
    if (pointer != null) {
      pointer.close();
    }
  }
}
