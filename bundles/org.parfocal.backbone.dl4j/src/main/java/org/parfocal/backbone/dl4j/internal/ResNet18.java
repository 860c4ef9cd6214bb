package org.parfocal.backbone.dl4j.internal;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.parfocal.backbone.dl4j.Architecture;

/**
 * ResNet-18 (He et al. 2016) as torchvision builds it, without the last linear layer: 512 numbers
 * are the global average of the last stage.
 */
final class ResNet18 implements Architecture {
  private static final int[] STAGE_WIDTHS = {64, 128, 256, 512};

  @Override
  public String name() {
    return "resnet18";
  }

  @Override
  public int minimumImageSize() {
    return 32; // one pixel is left after five halvings
  }

  @Override
  public ComputationGraphConfiguration configuration(int imageSize, long seed) {
    GraphDraft draft = new GraphDraft(imageSize, seed);
    String x = draft.relu(draft.convolutionNorm(GraphDraft.INPUT, "conv1", "bn1", 64, 7, 2, 3));
    x = draft.maxPool(x, "maxpool", 3, 2, 1);
    for (int stage = 0; stage < STAGE_WIDTHS.length; stage++) {
      String name = "layer" + (stage + 1);
      x = block(draft, x, name + ".0", STAGE_WIDTHS[stage], stage > 0);
      x = block(draft, x, name + ".1", STAGE_WIDTHS[stage], false);
    }
    return draft.average(x);
  }

  private static String block(GraphDraft draft, String x, String name, int width, boolean halve) {
    String inner =
        draft.relu(
            draft.convolutionNorm(x, name + ".conv1", name + ".bn1", width, 3, halve ? 2 : 1, 1));
    String residual = draft.convolutionNorm(inner, name + ".conv2", name + ".bn2", width, 3, 1, 1);
    String shortcut =
        halve
            ? draft.convolutionNorm(
                x, name + ".downsample.0", name + ".downsample.1", width, 1, 2, 0)
            : x;
    return draft.relu(draft.add(name, residual, shortcut));
  }

  @Override
  public boolean ignores(String tensor) {
    return tensor.startsWith("fc.") || Architecture.super.ignores(tensor);
  }
}
