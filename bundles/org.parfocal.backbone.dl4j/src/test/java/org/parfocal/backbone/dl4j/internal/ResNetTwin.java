package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** {@link org.parfocal.plan.architecture.ResNet} as DL4J describes it. */
abstract class ResNetTwin implements Twin {
  private static final int[] STAGE_WIDTHS = {64, 128, 256, 512};

  private final int[] blocks;

  /** {@code blocks} counts those of each stage. */
  ResNetTwin(int... blocks) {
    this.blocks = blocks;
  }

  /**
   * Adds a block.
   *
   * @param stride of its one strided convolution
   * @param first whether it is the first of its stage
   */
  abstract String block(
      GraphDraft draft, String x, String name, int width, int stride, boolean first);

  @Override
  public int minimumImageSize() {
    return 32; // one pixel is left after five halvings
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed, TwinWeights.KAIMING_NORMAL_BY_OUTPUTS);
    String x = draft.relu(draft.convolutionNorm(GraphDraft.INPUT, "conv1", "bn1", 64, 7, 2, 3));
    x = draft.maxPool(x, "maxpool", 3, 2, 1);
    for (int stage = 0; stage < STAGE_WIDTHS.length; stage++) {
      for (int block = 0; block < blocks[stage]; block++) {
        String name = "layer" + (stage + 1) + "." + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        x = block(draft, x, name, STAGE_WIDTHS[stage], stride, block == 0);
      }
    }
    return draft.average(x);
  }

  /** The shortcut where the shape changes. */
  static String downsample(GraphDraft draft, String x, String name, int out, int stride) {
    return draft.convolutionNorm(
        x, name + ".downsample.0", name + ".downsample.1", out, 1, stride, 0);
  }
}
