package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The kinds of layer of MobileNetV2, and a PReLU, small enough to differentiate. */
final class BottleneckArchitecture implements Twin {
  @Override
  public String name() {
    return "bottleneck";
  }

  @Override
  public int minimumImageSize() {
    return 8;
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed, TwinWeights.KAIMING_UNIFORM);
    String x = draft.convolutionNorm(GraphDraft.INPUT, "stem", "stem.norm", 4, 3, 2, 1);
    String wide = draft.relu6(draft.convolutionNorm(x, "widen", "widen.norm", 6, 1, 1, 0));
    String filtered = draft.relu6(draft.depthwiseNorm(wide, "filter", "filter.norm", 6, 1));
    String narrow = draft.convolutionNorm(filtered, "narrow", "narrow.norm", 4, 1, 1, 0);
    String sum = draft.add("sum", narrow, x);
    return draft.average(draft.prelu(sum, "slope", 3));
  }
}
