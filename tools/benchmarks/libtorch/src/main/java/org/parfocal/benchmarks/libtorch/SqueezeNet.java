package org.parfocal.benchmarks.libtorch;

/** SqueezeNet 1.0 (Iandola et al. 2016) as torchvision builds it. */
record SqueezeNet() implements Network {
  @Override
  public Flow apply(Flow x) {
    x.convolution("features.0", 96, 7, 2, 0).relu().maxPool(3, 2, 0, true);
    fire(x, "features.3", 16, 64);
    fire(x, "features.4", 16, 64);
    fire(x, "features.5", 32, 128);
    x.maxPool(3, 2, 0, true);
    fire(x, "features.7", 32, 128);
    fire(x, "features.8", 48, 192);
    fire(x, "features.9", 48, 192);
    fire(x, "features.10", 64, 256);
    x.maxPool(3, 2, 0, true);
    fire(x, "features.12", 64, 256);
    return x.average();
  }

  private static void fire(Flow x, String name, int squeeze, int expand) {
    x.convolution(name + ".squeeze", squeeze, 1, 1, 0).relu();
    Flow wide = x.fork();
    x.convolution(name + ".expand1x1", expand, 1, 1, 0).relu();
    wide.convolution(name + ".expand3x3", expand, 3, 1, 1).relu();
    x.concatenate(wide);
  }
}
