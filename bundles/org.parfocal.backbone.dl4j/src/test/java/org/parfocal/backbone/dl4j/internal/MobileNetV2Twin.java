package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** {@link org.parfocal.plan.architecture.MobileNetV2} as DL4J describes it. */
final class MobileNetV2Twin implements Twin {
  /** Table 2 of the paper: expansion, channels, repetitions, stride of the first of them. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1},
  };

  @Override
  public String name() {
    return "mobilenet_v2";
  }

  @Override
  public int minimumImageSize() {
    return 32; // one pixel is left after five halvings
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed, TwinWeights.KAIMING_NORMAL_BY_OUTPUTS);
    String x = convolution(draft, GraphDraft.INPUT, "features.0", 32, 3, 2);
    int in = 32;
    int feature = 1;
    for (int[] stage : STAGES) {
      for (int block = 0; block < stage[2]; block++) {
        String name = "features." + feature++;
        int stride = block == 0 ? stage[3] : 1;
        String residual = bottleneck(draft, x, name, in, stage[0], stage[1], stride);
        x = stride == 1 && in == stage[1] ? draft.add(name, residual, x) : residual;
        in = stage[1];
      }
    }
    return draft.average(convolution(draft, x, "features.18", 1280, 1, 1));
  }

  /** Expands by a 1×1 convolution, filters each channel, and ends with a linear 1×1 convolution. */
  private static String bottleneck(
      GraphDraft draft, String x, String name, int in, int expansion, int out, int stride) {
    String wide = x;
    int step = 0;
    if (expansion > 1) {
      wide = convolution(draft, x, name + ".conv." + step++, expansion * in, 1, 1);
    }
    String depthwise = name + ".conv." + step++;
    String filtered =
        draft.relu6(
            draft.depthwiseNorm(wide, depthwise + ".0", depthwise + ".1", expansion * in, stride));
    return draft.convolutionNorm(
        filtered, name + ".conv." + step, name + ".conv." + (step + 1), out, 1, 1, 0);
  }

  private static String convolution(
      GraphDraft draft, String x, String name, int out, int kernel, int stride) {
    return draft.relu6(
        draft.convolutionNorm(x, name + ".0", name + ".1", out, kernel, stride, (kernel - 1) / 2));
  }
}
