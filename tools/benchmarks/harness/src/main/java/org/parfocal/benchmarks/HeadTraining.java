package org.parfocal.benchmarks;

import java.util.stream.LongStream;

/** What is fixed when a linear head is trained on a frozen network: cross-entropy, and Adam. */
public final class HeadTraining {
  public static final int CLASSES = 2;

  /** Images in a batch. */
  public static final int BATCH = 32;

  public static final double LEARNING_RATE = 1e-3;

  private HeadTraining() {}

  /** Class of each image, in turn; as the images are noise, a head can but learn them by heart. */
  public static long[] labels(int images) {
    return LongStream.range(0, images).map(image -> image % CLASSES).toArray();
  }
}
