package org.parfocal.plan.architecture;

import org.parfocal.plan.Node;

/**
 * The small network of Sun et al. 2022 (arXiv 2107.01063) for BreaKHis: six blocks of convolution,
 * PReLU and max pooling, then two linear layers with PReLU; 256 numbers. Trained from nothing.
 *
 * <p>The paper's abstract does not describe it. As in the probable reference code are the number of
 * blocks, their channels, the PReLU with one slope each, the two linear layers of 256, and the
 * names of the tensors. Reconstructed is the shape: the code takes images of 460 × 700 pixels, and
 * has kernels of 3×5 without padding and pooling of 2×3 to fit them. Images are square here, so
 * kernels are 3×3 with padding and pooling is 2×2. The code's last linear layer, to 12 numbers,
 * belongs to the model strategy {@code smse}. Its weights therefore cannot be used, and those of
 * {@code fc.0} depend on the image size.
 */
public final class SmseCnn implements NetworkArchitecture {
  private static final int[] CHANNELS = {4, 4, 8, 16, 32, 64};
  private static final int HIDDEN = 256;

  @Override
  public String name() {
    return "smse-cnn";
  }

  @Override
  public int minimumImageSize() {
    return 1 << CHANNELS.length;
  }

  @Override
  public Network network(int imageSize) {
    NetworkDraft draft = new NetworkDraft(imageSize, InitialWeights.UNIFORM_BY_INPUTS);
    Node x = draft.image();
    for (int block = 0; block < CHANNELS.length; block++) {
      String name = "convnet.";
      int first = 3 * block;
      x = draft.convolution(x, name + first, CHANNELS[block], 3, 1, 1);
      x = draft.prelu(x, name + (first + 1));
      x = draft.maxPool(x, name + (first + 2), 2, 2, 0);
    }
    x = draft.prelu(draft.linear(x, "fc.0", HIDDEN), "fc.1");
    return draft.end(draft.prelu(draft.linear(x, "fc.2", HIDDEN), "fc.3"));
  }
}
