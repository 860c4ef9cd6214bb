package org.parfocal.learning.safetensors;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** How the elements of a stored tensor are written; all of them can be read as float. */
enum ElementType {
  F64(8) {
    @Override
    float next(ByteBuffer buffer) {
      return (float) buffer.getDouble();
    }
  },
  F32(4) {
    @Override
    float next(ByteBuffer buffer) {
      return buffer.getFloat();
    }
  },
  F16(2) {
    @Override
    float next(ByteBuffer buffer) {
      return halfToFloat(buffer.getShort());
    }
  },
  BF16(2) {
    @Override
    float next(ByteBuffer buffer) {
      return Float.intBitsToFloat(buffer.getShort() << 16);
    }
  };

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  int bytes() {
    return bytes;
  }

  /** Takes one element from a little-endian buffer. */
  abstract float next(ByteBuffer buffer);

  /** Whether all elements that a little-endian buffer holds are finite: no exponent is all ones. */
  boolean finite(ByteBuffer buffer) {
    return switch (this) {
      case F64 -> finite(buffer.asLongBuffer());
      case F32 -> finite(buffer.asIntBuffer());
      case F16 -> finite(buffer.asShortBuffer(), 0x7c00);
      case BF16 -> finite(buffer.asShortBuffer(), 0x7f80);
    };
  }

  private static boolean finite(LongBuffer elements) {
    boolean finite = true;
    for (int index = 0; index < elements.limit(); index++) {
      finite &= Double.isFinite((float) Double.longBitsToDouble(elements.get(index)));
    }
    return finite;
  }

  private static boolean finite(IntBuffer elements) {
    boolean finite = true;
    for (int index = 0; index < elements.limit(); index++) {
      finite &= (elements.get(index) & 0x7f800000) != 0x7f800000;
    }
    return finite;
  }

  private static boolean finite(ShortBuffer elements, int exponent) {
    boolean finite = true;
    for (int index = 0; index < elements.limit(); index++) {
      finite &= (elements.get(index) & exponent) != exponent;
    }
    return finite;
  }

  /** IEEE 754 binary16; the JDK has this conversion from version 20 on. */
  private static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 31 ? 255 : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
