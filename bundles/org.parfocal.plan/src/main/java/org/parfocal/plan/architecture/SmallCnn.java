package org.parfocal.plan.architecture;

import org.parfocal.plan.Node;

/**
 * A few blocks of 3×3 convolution, batch normalisation and ReLU, then the global average. Each
 * block halves the resolution by its stride (pooling would cost more time than all else) and
 * doubles the channels.
 *
 * @param width channels of the first block
 * @param blocks number of blocks
 */
public record SmallCnn(int width, int blocks) implements NetworkArchitecture {
  @Override
  public String name() {
    return "small-cnn";
  }

  @Override
  public int minimumImageSize() {
    return 1 << blocks;
  }

  @Override
  public Network network(int imageSize) {
    NetworkDraft draft = new NetworkDraft(imageSize, InitialWeights.UNIFORM_BY_INPUTS);
    Node x = draft.image();
    for (int block = 0; block < blocks; block++) {
      String name = "block" + (block + 1);
      x =
          draft.relu(
              draft.convolutionNorm(x, name + ".conv", name + ".norm", width << block, 3, 2, 1));
    }
    return draft.average(x);
  }
}
