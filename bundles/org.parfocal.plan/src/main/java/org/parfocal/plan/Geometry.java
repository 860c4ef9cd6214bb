package org.parfocal.plan;

/** A window on a map of a certain size: all that the cost of a convolution depends on. */
public record Geometry(SlidingWindow window, MapShape in, MapShape out) {
  /** Rows of padding above. */
  public int top() {
    return window.same()
        ? before(window.height(), window.strideY(), window.dilationY(), in.height(), out.height())
        : window.top();
  }

  /** Columns of padding at the left. */
  public int left() {
    return window.same()
        ? before(window.width(), window.strideX(), window.dilationX(), in.width(), out.width())
        : window.left();
  }

  private static int before(int kernel, int stride, int dilation, int in, int out) {
    return Math.max(0, (out - 1) * stride + (kernel - 1) * dilation + 1 - in) / 2;
  }

  /** Numbers of the input under one place of the window. */
  public int windowLength() {
    return window.height() * window.width() * in.channels();
  }
}
