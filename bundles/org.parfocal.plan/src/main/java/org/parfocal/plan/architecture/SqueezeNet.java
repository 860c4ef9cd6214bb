package org.parfocal.plan.architecture;

import org.parfocal.plan.Node;

/**
 * SqueezeNet 1.0 (Iandola et al. 2016) as torchvision builds it, without the classifier: 512
 * numbers are the global average of the features.
 */
public final class SqueezeNet implements NetworkArchitecture {
  @Override
  public String name() {
    return "squeezenet1_0";
  }

  @Override
  public int minimumImageSize() {
    return 29; // the third pooling still has three rows
  }

  @Override
  public Network network(int imageSize) {
    NetworkDraft draft = new NetworkDraft(imageSize, InitialWeights.KAIMING_UNIFORM);
    Node x = draft.convolutionRelu(draft.image(), "features.0", 96, 7, 2, 0);
    x = pool(draft, x, "features.2");
    x = fire(draft, x, "features.3", 16, 64);
    x = fire(draft, x, "features.4", 16, 64);
    x = fire(draft, x, "features.5", 32, 128);
    x = pool(draft, x, "features.6");
    x = fire(draft, x, "features.7", 32, 128);
    x = fire(draft, x, "features.8", 48, 192);
    x = fire(draft, x, "features.9", 48, 192);
    x = fire(draft, x, "features.10", 64, 256);
    x = pool(draft, x, "features.11");
    return draft.average(fire(draft, x, "features.12", 64, 256));
  }

  private static Node fire(NetworkDraft draft, Node x, String name, int squeeze, int expand) {
    Node squeezed = draft.convolutionRelu(x, name + ".squeeze", squeeze, 1, 1, 0);
    return draft.concatenate(
        name,
        draft.convolutionRelu(squeezed, name + ".expand1x1", expand, 1, 1, 0),
        draft.convolutionRelu(squeezed, name + ".expand3x3", expand, 3, 1, 1));
  }

  /** Torchvision pools with {@code ceil_mode}: the last window may reach over the edge. */
  private static Node pool(NetworkDraft draft, Node x, String name) {
    Node input = (x.shape().height() - 3) % 2 == 0 ? x : draft.padEnd(x, 1);
    return draft.maxPool(input, name, 3, 2, 0);
  }

  @Override
  public boolean ignores(String tensor) {
    return tensor.startsWith("classifier.");
  }
}
