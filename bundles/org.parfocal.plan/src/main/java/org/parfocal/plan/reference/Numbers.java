package org.parfocal.plan.reference;

import org.parfocal.plan.Buffer;

/**
 * A buffer in the memory of a plan.
 *
 * @param memory of the whole plan
 * @param first where the buffer begins
 * @param length of the buffer
 */
@SuppressWarnings("ArrayRecordComponent") // a view, and compared by nobody
record Numbers(double[] memory, int first, int length) {
  /** {@code memory} has the bytes that the plan asked for, eight to a number. */
  static Numbers of(double[] memory, Buffer buffer) {
    return new Numbers(
        memory, Math.toIntExact(buffer.offset() / Double.BYTES), Math.toIntExact(buffer.length()));
  }

  double get(int index) {
    return memory[first + index];
  }

  void set(int index, double value) {
    memory[first + index] = value;
  }

  void add(int index, double value) {
    memory[first + index] += value;
  }

  void fill(double value) {
    for (int index = 0; index < length; index++) {
      set(index, value);
    }
  }

  double[] copy() {
    double[] values = new double[length];
    System.arraycopy(memory, first, values, 0, length);
    return values;
  }

  void assign(double[] values) {
    System.arraycopy(values, 0, memory, first, length);
  }
}
