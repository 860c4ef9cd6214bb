package org.parfocal.learning.internal.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;

/**
 * Reads images into network input on its own threads, ahead of their use. Everything but the
 * reading itself is done on the engine's thread; so is the allocation of native memory, which all
 * feeds share.
 */
public final class PixelReader implements AutoCloseable {
  private final NetworkInput input;
  private final int depth;
  private final InputMemory memory;
  private final ExecutorService workers;
  private final Deque<BatchBuffer> free = new ArrayDeque<>();

  public PixelReader(Images images, int threads) {
    this.input = new NetworkInput(images);
    this.depth = threads + 1;
    // Those of a feed, one of them in use, and the first of the feed after it.
    this.memory = new InputMemory(size(), depth + 2);
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
  public int size() {
    return input.images.size();
  }

  /**
   * Starts to read the first of some batches; the others follow once the first is asked for. Then
   * {@code threads + 1} of them are ready or being read, beside the one in use.
   *
   * @param batches in the order in which they are asked for
   * @param change what happens to each image after it was read, or null
   * @throws org.parfocal.api.ConfigurationException if they do not fit into memory
   */
  public PixelFeed feed(List<List<Sample>> batches, @Nullable ImageChange change) {
    int rows = batches.stream().mapToInt(List::size).max().orElse(0);
    long spare = free.stream().mapToLong(BatchBuffer::room).sum();
    memory.require(Math.min(batches.size(), depth + 1) + 1, rows, spare);
    return new PixelFeed(this, batches, change, workers, depth);
  }

  /** A buffer that nobody uses. */
  public BatchBuffer take() {
    BatchBuffer spare = free.poll();
    return spare == null ? new BatchBuffer(input) : spare;
  }

  /** Gives back what {@link #take} gave. */
  public void giveBack(BatchBuffer buffer) {
    free.push(buffer);
  }

  /** Frees all memory; feeds are closed before. */
  @Override
  public void close() {
    workers.shutdown();
    free.forEach(BatchBuffer::close);
    free.clear();
  }

  /** What happens to an image on its way into a batch. */
  public interface ImageChange {
    /**
     * Changes an image in place.
     *
     * @param row counts the images of the feed from 0
     */
    void apply(byte[] rgb, int size, int row);
  }
}
