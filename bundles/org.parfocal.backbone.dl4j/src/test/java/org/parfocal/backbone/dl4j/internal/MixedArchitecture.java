package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The kinds of layer of residual and of fire networks, small enough to differentiate. */
final class MixedArchitecture implements Twin {
  @Override
  public String name() {
    return "mixed";
  }

  @Override
  public int minimumImageSize() {
    return 8;
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed, TwinWeights.KAIMING_UNIFORM);
    String x = draft.convolutionNorm(GraphDraft.INPUT, "stem", "stem.norm", 4, 3, 1, 1);
    x = draft.maxPool(draft.padEnd(draft.relu(x), 1), "pool", 3, 2, 0);
    String narrow = draft.convolutionRelu(x, "squeeze", 3, 1, 1, 0);
    String wide =
        draft.concatenate(
            "fire",
            draft.convolutionRelu(narrow, "expand1x1", 2, 1, 1, 0),
            draft.convolutionRelu(narrow, "expand3x3", 2, 3, 1, 1));
    String residual = draft.convolutionNorm(wide, "deep", "deep.norm", 4, 3, 1, 1);
    return draft.average(draft.relu(draft.add("sum", residual, x)));
  }
}
