package org.parfocal.plan;

import java.util.Arrays;

/**
 * Numbers that a plan needs from one step to another. Has no place in memory until the whole plan
 * is known; then a place, and still no memory: what lies there is the target's.
 */
public final class Buffer {
  private final NumberType type;
  private final long[] shape;
  private final long length;
  private int firstStep = Integer.MAX_VALUE;
  private int lastStep = -1;
  private long offset = -1;

  Buffer(NumberType type, long... shape) {
    this.type = type;
    this.shape = shape.clone();
    this.length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Its shape, row-major. */
  public long[] shape() {
    return shape.clone();
  }

  /** How many numbers. */
  public long length() {
    return length;
  }

  /** What kind of numbers. */
  public NumberType type() {
    return type;
  }

  /** How many bytes. */
  public long bytes() {
    return Math.multiplyExact(length, type.bytes());
  }

  /**
   * Where it begins, in bytes from the begin of the plan's memory.
   *
   * @throws IllegalStateException if it has no place: the plan is not known yet, or no step uses it
   */
  public long offset() {
    if (offset < 0) {
      throw new IllegalStateException("buffer without a place");
    }
    return offset;
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

  /** Gives this a place, in bytes from the begin of the memory. */
  void place(long place) {
    offset = place;
  }
}
