package org.parfocal.benchmarks.libtorch;

import java.util.List;

/** MobileNet V2 (Sandler et al. 2018) as torchvision builds it. */
record MobileNet() implements Network {
  /**
   * Blocks of the same width.
   *
   * @param expansion factor by which a block widens inside
   * @param stride of the first of them
   */
  private record Stage(int expansion, int width, int blocks, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 16, 1, 1),
          new Stage(6, 24, 2, 2),
          new Stage(6, 32, 3, 2),
          new Stage(6, 64, 4, 2),
          new Stage(6, 96, 3, 1),
          new Stage(6, 160, 3, 2),
          new Stage(6, 320, 1, 1));

  @Override
  public Flow apply(Flow x) {
    int width = 32;
    x.convolutionNorm("features.0.0", "features.0.1", width, 3, 2, 1).reluSix();
    int index = 1;
    for (Stage stage : STAGES) {
      for (int block = 0; block < stage.blocks; block++) {
        int stride = block == 0 ? stage.stride : 1;
        block(x, "features." + index++ + ".conv.", stage.expansion, width, stage.width, stride);
        width = stage.width;
      }
    }
    String last = "features." + index;
    return x.convolutionNorm(last + ".0", last + ".1", 1280, 1, 1, 0).reluSix().average();
  }

  private static void block(Flow x, String name, int expansion, int in, int out, int stride) {
    boolean residual = stride == 1 && in == out;
    Flow shortcut = x.fork();
    int layer = 0;
    if (expansion > 1) {
      x.convolutionNorm(name + "0.0", name + "0.1", expansion * in, 1, 1, 0).reluSix();
      layer = 1;
    }
    x.depthwiseNorm(name + layer + ".0", name + layer + ".1", stride).reluSix();
    x.convolutionNorm(name + (layer + 1), name + (layer + 2), out, 1, 1, 0);
    if (residual) {
      x.plus(shortcut);
    } else {
      shortcut.end().close();
    }
  }
}
