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
      for (int block = 0; block < blocks[stage]; block++) {
        String name = "layer" + (stage + 1) + "." + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        x = block(draft, x, name, STAGE_WIDTHS[stage], stride, block == 0);
      }
    }
    return draft.average(x);
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
