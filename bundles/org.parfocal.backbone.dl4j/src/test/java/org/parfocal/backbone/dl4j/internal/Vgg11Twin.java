package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** {@link org.parfocal.plan.architecture.Vgg11} as DL4J describes it. */
final class Vgg11Twin implements Twin {
  private static final int POOL = 0;
  private static final int[] CHANNELS = {
    64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL
  };

  @Override
  public String name() {
    return "vgg11_bn";
  }

  @Override
  public int minimumImageSize() {
    return 32; // one pixel is left after five halvings
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed, TwinWeights.KAIMING_NORMAL_BY_OUTPUTS);
    String x = GraphDraft.INPUT;
    int feature = 0;
    for (int out : CHANNELS) {
      if (out == POOL) {
        x = draft.maxPool(x, "features." + feature++, 2, 2, 0);
      } else {
        String convolution = draft.convolution(x, "features." + feature++, out, 3, 1, 1);
        x = draft.relu(draft.norm(convolution, "features." + feature++));
        feature++;
      }
    }
    return draft.average(x);
  }
}
