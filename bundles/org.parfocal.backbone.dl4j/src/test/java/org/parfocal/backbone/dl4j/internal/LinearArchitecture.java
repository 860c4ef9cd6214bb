package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Ends with linear layers, as the network of SMSE does. */
final class LinearArchitecture implements Twin {
  @Override
  public String name() {
    return "linear";
  }

  @Override
  public int minimumImageSize() {
    return 8;
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed, TwinWeights.KAIMING_UNIFORM);
    String x = draft.prelu(draft.convolution(GraphDraft.INPUT, "conv", 3, 3, 1, 1), "slope", 3);
    x = draft.maxPool(x, "pool", 2, 2, 0);
    x = draft.prelu(draft.linear(x, "wide", 6), "wide.slope", 1);
    return draft.end(draft.prelu(draft.linear(x, "narrow", 4), "narrow.slope", 1));
  }
}
