package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** {@link org.parfocal.plan.architecture.SqueezeNet} as DL4J describes it. */
final class SqueezeNetTwin implements Twin {
  @Override
  public String name() {
    return "squeezenet1_0";
  }

  @Override
  public int minimumImageSize() {
    return 29; // the third pooling still has three rows
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed, TwinWeights.KAIMING_UNIFORM);
    String x = draft.convolutionRelu(GraphDraft.INPUT, "features.0", 96, 7, 2, 0);
    int size = (imageSize - 7) / 2 + 1;
    x = pool(draft, x, "features.2", size);
    size = pooled(size);
    x = fire(draft, x, "features.3", 16, 64);
    x = fire(draft, x, "features.4", 16, 64);
    x = fire(draft, x, "features.5", 32, 128);
    x = pool(draft, x, "features.6", size);
    size = pooled(size);
    x = fire(draft, x, "features.7", 32, 128);
    x = fire(draft, x, "features.8", 48, 192);
    x = fire(draft, x, "features.9", 48, 192);
    x = fire(draft, x, "features.10", 64, 256);
    x = pool(draft, x, "features.11", size);
    return draft.average(fire(draft, x, "features.12", 64, 256));
  }

  private static String fire(GraphDraft draft, String x, String name, int squeeze, int expand) {
    String squeezed = draft.convolutionRelu(x, name + ".squeeze", squeeze, 1, 1, 0);
    return draft.concatenate(
        name,
        draft.convolutionRelu(squeezed, name + ".expand1x1", expand, 1, 1, 0),
        draft.convolutionRelu(squeezed, name + ".expand3x3", expand, 3, 1, 1));
  }

  /** Torchvision pools with {@code ceil_mode}: the last window may reach over the edge. */
  private static String pool(GraphDraft draft, String x, String name, int size) {
    String input = (size - 3) % 2 == 0 ? x : draft.padEnd(x, 1);
    return draft.maxPool(input, name, 3, 2, 0);
  }

  private static int pooled(int size) {
    return (size - 2) / 2 + 1;
  }
}
