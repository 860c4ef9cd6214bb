package org.parfocal.plan.architecture;

import org.parfocal.plan.Node;

/**
 * ResNet-50, version 1.5: bottlenecks of 1×1, 3×3 and 1×1 convolutions, of which the 3×3 has the
 * stride (in the paper it is the first 1×1); 2048 numbers.
 */
public final class ResNet50 extends ResNet {
  private static final int EXPANSION = 4;

  /** The architecture. */
  public ResNet50() {
    super(3, 4, 6, 3);
  }

  @Override
  public String name() {
    return "resnet50";
  }

  @Override
  Node block(NetworkDraft draft, Node x, String name, int width, int stride, boolean first) {
    int out = EXPANSION * width;
    Node narrow =
        draft.relu(draft.convolutionNorm(x, name + ".conv1", name + ".bn1", width, 1, 1, 0));
    Node inner =
        draft.relu(
            draft.convolutionNorm(narrow, name + ".conv2", name + ".bn2", width, 3, stride, 1));
    Node residual = draft.convolutionNorm(inner, name + ".conv3", name + ".bn3", out, 1, 1, 0);
    Node shortcut = first ? downsample(draft, x, name, out, stride) : x;
    return draft.relu(draft.sum(name, residual, shortcut));
  }
}
