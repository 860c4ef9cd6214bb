package org.parfocal.benchmarks.libtorch;

import java.util.List;

/** Parfocal's {@code smse-cnn}, after Sun et al. (2022). */
record SmseCnn() implements Network {
  private static final List<Integer> CHANNELS = List.of(4, 4, 8, 16, 32, 64);
  private static final int HIDDEN = 256;

  @Override
  public Flow apply(Flow x) {
    int index = 0;
    for (int channels : CHANNELS) {
      x.convolution("convnet." + index, channels, 3, 1, 1).prelu("convnet." + (index + 1));
      x.maxPool(2, 2, 0, false);
      index += 3; // the pooling counts
    }
    x.flatten().linear("fc.0", HIDDEN).prelu("fc.1");
    return x.linear("fc.2", HIDDEN).prelu("fc.3");
  }
}
