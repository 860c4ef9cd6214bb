package org.parfocal.plan;

/** In what a target keeps numbers. */
public enum NumberType {
  /** IEEE single precision. */
  FLOAT32(4),
  /** The upper half of {@link #FLOAT32}: its range, with 8 bits of precision. */
  BFLOAT16(2),
  /** IEEE double precision. */
  FLOAT64(8);

  private final int bytes;

  NumberType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  public int bytes() {
    return bytes;
  }
}
