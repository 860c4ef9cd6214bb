package org.parfocal.plan.architecture;

import org.parfocal.plan.Node;

/** ResNet-18: blocks of two 3×3 convolutions; 512 numbers. */
public final class ResNet18 extends ResNet {
  /** The architecture. */
  public ResNet18() {
    super(2, 2, 2, 2);
  }

  @Override
  public String name() {
    return "resnet18";
  }

  @Override
  Node block(NetworkDraft draft, Node x, String name, int width, int stride, boolean first) {
    Node inner =
        draft.relu(draft.convolutionNorm(x, name + ".conv1", name + ".bn1", width, 3, stride, 1));
    Node residual = draft.convolutionNorm(inner, name + ".conv2", name + ".bn2", width, 3, 1, 1);
    Node shortcut = stride > 1 ? downsample(draft, x, name, width, stride) : x;
    return draft.relu(draft.sum(name, residual, shortcut));
  }
}
