package org.parfocal.onnx.internal.file;

import java.util.Locale;

/** Types of numbers, by their codes in {@code onnx.proto}. */
public enum ElementType {
  /** Single precision. */
  FLOAT(1),
  /** Bytes. */
  UINT8(2),
  /** 64-bit integers. */
  INT64(7),
  /** Half precision. */
  FLOAT16(10),
  /** Double precision. */
  DOUBLE(11),
  /** The upper half of single precision. */
  BFLOAT16(16),
  /** Any other. */
  OTHER(0);

  private final int code;

  ElementType(int code) {
    this.code = code;
  }

  static ElementType of(long code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return OTHER;
  }

  /** Whether images or embeddings can be of it. */
  public boolean floating() {
    return this == FLOAT || this == FLOAT16;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
