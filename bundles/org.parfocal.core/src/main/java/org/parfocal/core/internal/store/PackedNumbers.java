package org.parfocal.core.internal.store;

import java.nio.ByteBuffer;

/** Numbers from 0 in as few bytes as they need, seven bits in each, the lowest first. */
final class PackedNumbers {
  /** The bytes of the largest number. */
  static final int MOST_BYTES = 9;

  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private PackedNumbers() {}

  static void put(ByteBuffer bytes, long number) {
    long rest = number;
    for (; rest >= MORE; rest >>>= BITS) {
      bytes.put((byte) (rest | MORE));
    }
    bytes.put((byte) rest);
  }

  static long get(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; ; shift += BITS) {
      byte next = bytes.get();
      number |= (long) (next & MORE - 1) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }
}
