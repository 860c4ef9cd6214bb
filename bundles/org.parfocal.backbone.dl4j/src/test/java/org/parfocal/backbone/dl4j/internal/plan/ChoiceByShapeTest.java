package org.parfocal.backbone.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.plan.Geometry;
import org.parfocal.plan.MapShape;
import org.parfocal.plan.SlidingWindow;

/** Nothing but a convolution's shape says how it is computed. */
class ChoiceByShapeTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # kernel, stride, input edge, channels, output edge, channels, image's gradient, ways
          3, 1, 24,  64, 24,  64, true,  DIRECT JOINT
          3, 1, 14, 256, 14, 256, true,  DIRECT JOINT
          3, 1,  6, 256,  6, 256, true,  DIRECT FOLDED
          3, 1,  5,  64,  5, 256, true,  DIRECT FOLDED
          3, 2, 14,  16,  7,  32, true,  DIRECT JOINT
          3, 1,  7, 512,  7, 512, true,  DIRECT FOLDED
          3, 1,  3, 512,  3, 512, true,  UNFOLDED FOLDED
          3, 2, 24,  64, 12, 128, true,  UNFOLDED FOLDED
          1, 2, 24,  64, 12, 128, true,  UNFOLDED FOLDED
          3, 2, 32,  16, 16,  32, true,  DIRECT JOINT
          7, 2, 96,   3, 48,  64, false, DIRECT FOLDED
          3, 2, 64,   3, 32,  16, false, DIRECT FOLDED
          7, 2, 96,   3, 45,  96, false, UNFOLDED FOLDED
          3, 1, 96,   3, 96,   4, false, DIRECT JOINT
          3, 1, 96,   3, 96,  64, false, UNFOLDED FOLDED
          3, 2,  7,  32,  4,  64, true,  UNFOLDED FOLDED
          """)
  void choosesWhatWasQuickestForShapesLikeIt(
      int kernel,
      int stride,
      int edge,
      int channels,
      int outEdge,
      int outChannels,
      boolean inputGradient,
      String ways) {
    SlidingWindow window =
        new SlidingWindow(kernel, kernel, stride, stride, kernel / 2, kernel / 2, 1, 1, false);
    Algorithms chosen =
        new ChoiceByShape()
            .of(
                new Geometry(
                    window,
                    new MapShape(edge, edge, channels),
                    new MapShape(outEdge, outEdge, outChannels)),
                inputGradient);
    assertThat(chosen.forward() + " " + chosen.backward()).isEqualTo(ways);
  }
}
