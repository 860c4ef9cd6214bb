package org.parfocal.plan;

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
 * @param same whether the padding is so large that the output has ⌈input/stride⌉ places, the larger
 *     half of it below and at the right; {@code top} and {@code left} are not looked at then
 */
public record SlidingWindow(
    int height,
    int width,
    int strideY,
    int strideX,
    int top,
    int left,
    int dilationY,
    int dilationX,
    boolean same) {
  /** One place, moved by one. */
  public static final SlidingWindow POINT = new SlidingWindow(1, 1, 1, 1, 0, 0, 1, 1, false);

  /** Whether an output place sees one input place, and its neighbour the neighbour. */
  public boolean pointwise() {
    return height == 1 && width == 1 && strideY == 1 && strideX == 1 && top == 0 && left == 0;
  }

  /** Whether the window has gaps. */
  public boolean dilated() {
    return dilationY > 1 || dilationX > 1;
  }
}
