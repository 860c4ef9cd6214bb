package org.parfocal.benchmarks.libtorch;

import java.util.List;

/**
 * ResNet (He et al. 2016) as torchvision builds it: a bottleneck strides in its 3×3 convolution.
 *
 * @param depths blocks of each stage
 * @param bottleneck whether a block is 1×1, 3×3 and 1×1 to four times the width, not twice 3×3
 */
record ResNet(List<Integer> depths, boolean bottleneck) implements Network {
  static final ResNet EIGHTEEN = new ResNet(List.of(2, 2, 2, 2), false);
  static final ResNet FIFTY = new ResNet(List.of(3, 4, 6, 3), true);

  private static final int WIDTH = 64;

  @Override
  public Flow apply(Flow x) {
    x.convolutionNorm("conv1", "bn1", WIDTH, 7, 2, 3).relu().maxPool(3, 2, 1, false);
    for (int stage = 0; stage < depths.size(); stage++) {
      for (int block = 0; block < depths.get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        block(x, "layer%d.%d".formatted(stage + 1, block), WIDTH << stage, stride, block == 0);
      }
    }
    return x.average();
  }

  private void block(Flow x, String name, int width, int stride, boolean first) {
    Flow shortcut = x.fork();
    if (first && (bottleneck || stride > 1)) {
      shortcut.convolutionNorm(
          name + ".downsample.0",
          name + ".downsample.1",
          bottleneck ? 4 * width : width,
          1,
          stride,
          0);
    }
    if (bottleneck) {
      x.convolutionNorm(name + ".conv1", name + ".bn1", width, 1, 1, 0).relu();
      x.convolutionNorm(name + ".conv2", name + ".bn2", width, 3, stride, 1).relu();
      x.convolutionNorm(name + ".conv3", name + ".bn3", 4 * width, 1, 1, 0);
    } else {
      x.convolutionNorm(name + ".conv1", name + ".bn1", width, 3, stride, 1).relu();
      x.convolutionNorm(name + ".conv2", name + ".bn2", width, 3, 1, 1);
    }
    x.plus(shortcut).relu();
  }
}
