package org.parfocal.learning.internal;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;

/** Reads images into network input on its own threads, ahead of their use. */
final class PixelReader implements AutoCloseable {
  private final Images images;
  private final int threads;
  private final ExecutorService workers;

  PixelReader(Images images, int threads) {
    this.images = images;
    this.threads = threads;
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "parfocal-images");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Edge of the images in pixels. */
  int size() {
    return images.size();
  }

  /**
   * Starts to read batches.
   *
   * @param batches in the order in which they are asked for
   * @param change what happens to each image after it was read, or null
   * @throws ConfigurationException if a batch is too large to be held
   */
  PixelFeed feed(List<List<Sample>> batches, @Nullable ImageChange change) {
    int rows = batches.stream().mapToInt(List::size).max().orElse(0);
    long length = (long) rows * images.size() * images.size() * 3;
    if (length > Integer.MAX_VALUE - 8) {
      throw new ConfigurationException(
          "training.batch asks for %d images of %d pixels at once, more than can be held; make it smaller."
              .formatted(rows, images.size()));
    }
    return new PixelFeed(
        new NetworkInput(images), change, batches, (int) length, workers, threads + 1);
  }

  @Override
  public void close() {
    workers.shutdown();
  }

  /** What happens to an image on its way into a batch. */
  interface ImageChange {
    /**
     * Changes an image in place.
     *
     * @param row counts the images of the feed from 0
     */
    void apply(byte[] rgb, int size, int row);
  }
}
