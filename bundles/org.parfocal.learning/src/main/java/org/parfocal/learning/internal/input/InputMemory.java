package org.parfocal.learning.internal.input;

import org.parfocal.api.ConfigurationException;
import org.parfocal.nd4j.NativeMemory;

/**
 * Refuses batches of images that do not fit into memory, before any of it is taken. What the
 * network needs beside its input, its backbone says.
 */
final class InputMemory {
  private static final long MEBIBYTE = 1 << 20;

  private final int size;
  private final int mostBatches;
  private final long imageLength;
  private final int width;
  private long fitting;

  /**
   * Looks at the input of a training.
   *
   * @param size edge of the images in pixels
   * @param mostBatches that are held at once
   * @param width bytes of a number
   */
  InputMemory(int size, int mostBatches, int width) {
    this.size = size;
    this.mostBatches = mostBatches;
    this.imageLength = 3L * size * size;
    this.width = width;
  }

  /**
   * Looks whether batches fit.
   *
   * @param batches that are held at once, at most what was said
   * @param images in each
   * @param spare images that there is memory for already, and nobody uses it
   * @throws ConfigurationException if they do not
   */
  void require(int batches, int images, long spare) {
    if (images * imageLength > NativeMemory.MOST_FLOATS) {
      throw tooLarge(
          "A batch of %d images of %d pixels takes %d MiB, and a Java buffer can show %d"
              .formatted(
                  images, size, mebibytes(images), NativeMemory.MOST_FLOATS * width / MEBIBYTE),
          Math.min(NativeMemory.MOST_FLOATS / imageLength, free(spare) / mostBatches));
    }
    long needed = (long) batches * images;
    if (needed <= fitting) { // memory is kept, and used again
      return;
    }
    long free = free(spare);
    if (needed > free) {
      throw tooLarge(
          "Batches of %d images of %d pixels, of which %d are held at once, need %d MiB of native memory, and %d MiB are free"
              .formatted(images, size, batches, mebibytes(needed), mebibytes(free)),
          free / mostBatches);
    }
    fitting = needed;
  }

  /** Images. */
  private long free(long spare) {
    return NativeMemory.free() / (imageLength * width) + spare;
  }

  private long mebibytes(long images) {
    return images * imageLength * width / MEBIBYTE;
  }

  private static ConfigurationException tooLarge(String what, long most) {
    return new ConfigurationException(
        what
            + (most == 0
                ? "; not even one image fits, make images.size smaller."
                : "; at most %d images fit, fewer beside a large network; make training.batch or images.size smaller."
                    .formatted(most)));
  }
}
