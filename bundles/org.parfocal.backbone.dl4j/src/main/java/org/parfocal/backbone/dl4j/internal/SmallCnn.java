package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.parfocal.backbone.dl4j.Architecture;

/**
 * A few blocks of 3×3 convolution, batch normalisation and ReLU, then the global average. Each
 * block halves the resolution by its stride (pooling would cost more time than all else) and
 * doubles the channels.
 *
 * @param width channels of the first block
 * @param blocks number of blocks
 */
record SmallCnn(int width, int blocks) implements Architecture {
  @Override
  public String name() {
    return "small-cnn";
  }

  @Override
  public int minimumImageSize() {
    return 1 << blocks;
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed);
    String x = GraphDraft.INPUT;
    for (int block = 0; block < blocks; block++) {
      String name = "block" + (block + 1);
      x =
          draft.relu(
              draft.convolutionNorm(x, name + ".conv", name + ".norm", width << block, 3, 2, 1));
    }
    return draft.average(x);
  }
}
