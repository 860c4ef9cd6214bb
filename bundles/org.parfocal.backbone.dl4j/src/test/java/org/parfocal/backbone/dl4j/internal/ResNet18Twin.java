package org.parfocal.backbone.dl4j.internal;

/** {@link org.parfocal.plan.architecture.ResNet18} as DL4J describes it. */
final class ResNet18Twin extends ResNetTwin {
  ResNet18Twin() {
    super(2, 2, 2, 2);
  }

  @Override
  public String name() {
    return "resnet18";
  }

  @Override
  String block(GraphDraft draft, String x, String name, int width, int stride, boolean first) {
    String inner =
        draft.relu(draft.convolutionNorm(x, name + ".conv1", name + ".bn1", width, 3, stride, 1));
    String residual = draft.convolutionNorm(inner, name + ".conv2", name + ".bn2", width, 3, 1, 1);
    String shortcut = stride > 1 ? downsample(draft, x, name, width, stride) : x;
    return draft.relu(draft.add(name, residual, shortcut));
  }
}
