package org.parfocal.benchmarks.libtorch;

/** Parfocal's own {@code small-cnn} at its default width and depth. */
record SmallCnn() implements Network {
  private static final int WIDTH = 16;
  private static final int BLOCKS = 4;

  @Override
  public Flow apply(Flow x) {
    for (int block = 0; block < BLOCKS; block++) {
      String name = "block" + (block + 1);
      x.convolutionNorm(name + ".conv", name + ".norm", WIDTH << block, 3, 2, 1).relu();
    }
    return x.average();
  }
}
