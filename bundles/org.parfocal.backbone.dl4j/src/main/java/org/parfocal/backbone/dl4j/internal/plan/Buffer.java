package org.parfocal.backbone.dl4j.internal.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nd4j.NativeMemory;

/**
 * Numbers that a plan needs from one step to another. Has no place in memory until the whole plan
 * is known.
 */
final class Buffer {
  private final long[] shape;
  private final long length;
  private int firstStep = Integer.MAX_VALUE;
  private int lastStep = -1;
  private long offset = -1;
  private @Nullable INDArray memory;

  Buffer(long... shape) {
    this.shape = shape.clone();
    this.length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  long length() {
    return length;
  }

  /** Says that a step reads or writes this. */
  void usedBy(int step) {
    firstStep = Math.min(firstStep, step);
    lastStep = Math.max(lastStep, step);
  }

  boolean used() {
    return lastStep >= 0;
  }

  /** Whether some step falls into both lifetimes. */
  boolean meets(Buffer other) {
    return firstStep <= other.lastStep && other.firstStep <= lastStep;
  }

  long offset() {
    return offset;
  }

  /** Gives this a place, in numbers from the begin of the memory. */
  void place(long place) {
    offset = place;
  }

  /** Tells what the places are in. */
  void bind(INDArray arena) {
    memory = arena;
  }

  /** The whole buffer in its shape. */
  INDArray array() {
    return array(0, shape);
  }

  /** The whole buffer, or its first numbers, in another shape. */
  INDArray as(long... other) {
    return array(0, other);
  }

  /** Some of the numbers, from {@code start} on. */
  INDArray array(long start, long... part) {
    return strided(start, part, Nd4j.getStrides(part, 'c'));
  }

  /** A view with strides of its own. */
  INDArray strided(long start, long[] part, long[] strides) {
    return Nd4j.create(memory().data(), part, strides, offset + start, 'c');
  }

  /**
   * Some of the numbers as the host sees them; of use only where arrays lie in the host's memory.
   *
   * @param count at most {@link NativeMemory#MOST_FLOATS}
   */
  FloatBuffer host(long start, long count) {
    return NativeMemory.floats(memory(), offset + start, count);
  }

  private INDArray memory() {
    if (memory == null || offset < 0) {
      throw new IllegalStateException("buffer without a place");
    }
    return memory;
  }
}
