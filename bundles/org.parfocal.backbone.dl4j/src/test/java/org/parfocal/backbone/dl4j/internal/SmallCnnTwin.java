package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** {@link org.parfocal.plan.architecture.SmallCnn} as DL4J describes it. */
record SmallCnnTwin(int width, int blocks) implements Twin {
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
    GraphDraft draft = new GraphDraft(imageSize, seed, TwinWeights.UNIFORM_BY_INPUTS);
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
