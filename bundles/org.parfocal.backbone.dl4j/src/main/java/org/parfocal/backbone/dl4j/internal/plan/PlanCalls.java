package org.parfocal.backbone.dl4j.internal.plan;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nd4j.NativeMemory;
import org.parfocal.plan.Buffer;

/** Calls on the buffers of one plan, which are views of its memory. */
final class PlanCalls extends Calls {
  private final INDArray memory;

  /** {@code memory} is a vector in which the buffers have their places. */
  PlanCalls(INDArray memory) {
    this.memory = memory;
  }

  /** A whole buffer in its shape. */
  INDArray array(Buffer buffer) {
    return as(buffer, buffer.shape());
  }

  /** All numbers as a vector. */
  INDArray flat(Buffer buffer) {
    return as(buffer, buffer.length());
  }

  /** A whole buffer, or its first numbers, in another shape. */
  INDArray as(Buffer buffer, long... shape) {
    return part(buffer, 0, shape);
  }

  /** Some of a buffer's numbers, from {@code start} on. */
  INDArray part(Buffer buffer, long start, long... shape) {
    return strided(buffer, start, shape, Nd4j.getStrides(shape, 'c'));
  }

  /** A view with strides of its own. */
  INDArray strided(Buffer buffer, long start, long[] shape, long[] strides) {
    return Nd4j.create(memory.data(), shape, strides, first(buffer) + start, 'c');
  }

  /**
   * Some of a buffer's numbers as the host sees them; of use only where arrays lie in the host's
   * memory.
   *
   * @param count at most {@link NativeMemory#MOST_FLOATS}
   */
  FloatBuffer host(Buffer buffer, long start, long count) {
    return NativeMemory.floats(memory, first(buffer) + start, count);
  }

  private static long first(Buffer buffer) {
    return buffer.offset() / Float.BYTES;
  }
}
