package org.parfocal.backbone.dl4j.internal;

/** {@link org.parfocal.plan.architecture.ResNet50} as DL4J describes it. */
final class ResNet50Twin extends ResNetTwin {
  private static final int EXPANSION = 4;

  ResNet50Twin() {
    super(3, 4, 6, 3);
  }

  @Override
  public String name() {
    return "resnet50";
  }

  @Override
  String block(GraphDraft draft, String x, String name, int width, int stride, boolean first) {
    int out = EXPANSION * width;
    String narrow =
        draft.relu(draft.convolutionNorm(x, name + ".conv1", name + ".bn1", width, 1, 1, 0));
    String inner =
        draft.relu(
            draft.convolutionNorm(narrow, name + ".conv2", name + ".bn2", width, 3, stride, 1));
    String residual = draft.convolutionNorm(inner, name + ".conv3", name + ".bn3", out, 1, 1, 0);
    String shortcut = first ? downsample(draft, x, name, out, stride) : x;
    return draft.relu(draft.add(name, residual, shortcut));
  }
}
