package org.parfocal.backbone.dl4j.internal.plan;

import org.parfocal.plan.SlidingWindow;

/** Arguments of ND4J's operations on windows of NHWC maps. */
final class NativeArguments {
  private NativeArguments() {}

  static long[] convolution(SlidingWindow window) {
    return with(window, 1, 0);
  }

  /** Averages leave padding out of the count. */
  static long[] pooling(SlidingWindow window) {
    return with(window, 0, 1);
  }

  private static long[] with(SlidingWindow window, long first, long second) {
    return new long[] {
      window.height(),
      window.width(),
      window.strideY(),
      window.strideX(),
      window.top(),
      window.left(),
      window.dilationY(),
      window.dilationX(),
      window.same() ? 1 : 0,
      first,
      second
    };
  }
}
