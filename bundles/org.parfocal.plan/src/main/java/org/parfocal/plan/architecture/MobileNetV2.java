package org.parfocal.plan.architecture;

import org.parfocal.plan.Node;

/**
 * MobileNetV2 (Sandler et al. 2018) of width 1 as torchvision builds it, without the classifier:
 * 1280 numbers are the global average of the features.
 */
public final class MobileNetV2 implements NetworkArchitecture {
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
  public Network network(int imageSize) {
    NetworkDraft draft = new NetworkDraft(imageSize, InitialWeights.KAIMING_NORMAL_BY_OUTPUTS);
    Node x = convolution(draft, draft.image(), "features.0", 32, 3, 2);
    int in = 32;
    int feature = 1;
    for (int[] stage : STAGES) {
      for (int block = 0; block < stage[2]; block++) {
        String name = "features." + feature++;
        int stride = block == 0 ? stage[3] : 1;
        Node residual = bottleneck(draft, x, name, in, stage[0], stage[1], stride);
        x = stride == 1 && in == stage[1] ? draft.sum(name, residual, x) : residual;
        in = stage[1];
      }
    }
    return draft.average(convolution(draft, x, "features.18", 1280, 1, 1));
  }

  /** Expands by a 1×1 convolution, filters each channel, and ends with a linear 1×1 convolution. */
  private static Node bottleneck(
      NetworkDraft draft, Node x, String name, int in, int expansion, int out, int stride) {
    Node wide = x;
    int step = 0;
    if (expansion > 1) {
      wide = convolution(draft, x, name + ".conv." + step++, expansion * in, 1, 1);
    }
    String depthwise = name + ".conv." + step++;
    Node filtered =
        draft.relu6(draft.depthwiseNorm(wide, depthwise + ".0", depthwise + ".1", stride));
    return draft.convolutionNorm(
        filtered, name + ".conv." + step, name + ".conv." + (step + 1), out, 1, 1, 0);
  }

  private static Node convolution(
      NetworkDraft draft, Node x, String name, int out, int kernel, int stride) {
    return draft.relu6(
        draft.convolutionNorm(x, name + ".0", name + ".1", out, kernel, stride, (kernel - 1) / 2));
  }

  @Override
  public boolean ignores(String tensor) {
    return tensor.startsWith("classifier.") || NetworkArchitecture.super.ignores(tensor);
  }
}
