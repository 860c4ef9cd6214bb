package org.parfocal.backbone.dl4j.internal.plan;

/**
 * What slides over a map.
 *
 * @param height rows of the kernel
 * @param width columns of the kernel
 * @param strideY rows from one place to the next
 * @param strideX columns from one place to the next
 * @param top rows of padding above
 * @param left columns of padding at the left; what is missing below and at the right follows from
 *     the output's size
 * @param dilationY rows from one row of the kernel to its next
 * @param dilationX columns from one column of the kernel to its next
 * @param same whether the padding is that of ND4J's mode SAME
 */
record SlidingWindow(
    int height,
    int width,
    int strideY,
    int strideX,
    int top,
    int left,
    int dilationY,
    int dilationX,
    boolean same) {

  /** Arguments of ND4J's convolutions for NHWC. */
  long[] convolutionArguments() {
    return new long[] {
      height, width, strideY, strideX, top, left, dilationY, dilationX, same ? 1 : 0, 1, 0
    };
  }

  /**
   * Arguments of ND4J's pooling for NHWC.
   *
   * @param divisor for averages: 0 leaves padding out of the count, 1 counts it
   */
  long[] poolingArguments(int divisor) {
    return new long[] {
      height, width, strideY, strideX, top, left, dilationY, dilationX, same ? 1 : 0, divisor, 1
    };
  }

  /** Whether an output place sees one input place, and its neighbour the neighbour. */
  boolean pointwise() {
    return height == 1 && width == 1 && strideY == 1 && strideX == 1 && top == 0 && left == 0;
  }

  /** Whether the window has gaps. */
  boolean dilated() {
    return dilationY > 1 || dilationX > 1;
  }
}
