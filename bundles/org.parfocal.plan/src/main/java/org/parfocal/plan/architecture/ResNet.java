package org.parfocal.plan.architecture;

import org.parfocal.plan.Node;

/**
 * Residual networks (He et al. 2016) as torchvision builds them, without the last linear layer: the
 * embedding is the global average of the last of four stages. A stage is a number of blocks of one
 * width; all but the first stage begin by halving the resolution.
 */
abstract sealed class ResNet implements NetworkArchitecture permits ResNet18, ResNet50 {
  private static final int[] STAGE_WIDTHS = {64, 128, 256, 512};

  private final int[] blocks;

  /** {@code blocks} counts those of each stage. */
  ResNet(int... blocks) {
    this.blocks = blocks;
  }

  /**
   * Adds a block.
   *
   * @param stride of its one strided convolution
   * @param first whether it is the first of its stage
   */
  abstract Node block(
      NetworkDraft draft, Node x, String name, int width, int stride, boolean first);

  @Override
  public int minimumImageSize() {
    return 32; // one pixel is left after five halvings
  }

  @Override
  public Network network(int imageSize) {
    NetworkDraft draft = new NetworkDraft(imageSize, InitialWeights.KAIMING_NORMAL_BY_OUTPUTS);
    Node x = draft.relu(draft.convolutionNorm(draft.image(), "conv1", "bn1", 64, 7, 2, 3));
    x = draft.maxPool(x, "maxpool", 3, 2, 1);
    for (int stage = 0; stage < STAGE_WIDTHS.length; stage++) {
      x = stage(draft, x, stage);
    }
    return draft.average(x);
  }

  /** Blocks of one width; all stages but the first begin with half the resolution. */
  private Node stage(NetworkDraft draft, Node x, int stage) {
    String layer = "layer" + (stage + 1);
    Node end = block(draft, x, layer + ".0", STAGE_WIDTHS[stage], stage == 0 ? 1 : 2, true);
    for (int block = 1; block < blocks[stage]; block++) {
      end = block(draft, end, layer + "." + block, STAGE_WIDTHS[stage], 1, false);
    }
    return end;
  }

  /** The shortcut where the shape changes. */
  static Node downsample(NetworkDraft draft, Node x, String name, int out, int stride) {
    return draft.convolutionNorm(
        x, name + ".downsample.0", name + ".downsample.1", out, 1, stride, 0);
  }

  @Override
  public boolean ignores(String tensor) {
    return tensor.startsWith("fc.") || NetworkArchitecture.super.ignores(tensor);
  }
}
