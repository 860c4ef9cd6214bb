package org.parfocal.benchmarks.libtorch;

import java.util.List;

/** VGG-11 with batch normalisation (Simonyan and Zisserman 2015) as torchvision builds it. */
record Vgg() implements Network {
  private static final List<List<Integer>> STAGES =
      List.of(List.of(64), List.of(128), List.of(256, 256), List.of(512, 512), List.of(512, 512));

  @Override
  public Flow apply(Flow x) {
    int index = 0;
    for (List<Integer> stage : STAGES) {
      for (int width : stage) {
        x.convolution("features." + index, width, 3, 1, 1).norm("features." + (index + 1)).relu();
        index += 3; // the ReLU counts
      }
      x.maxPool(2, 2, 0, false);
      index++;
    }
    return x.average();
  }
}
