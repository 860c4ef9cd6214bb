package org.parfocal.learning.internal.input;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.ByteInput;

/**
 * Reads images into network input on its own threads, ahead of their use. Everything but the
 * reading itself is done on the engine's thread; so is the allocation of native memory, which all
 * feeds share.
 */
public final class PixelReader implements AutoCloseable {
  private final NetworkInput input;
  private final int depth;
  private final ExecutorService workers;
  private final BatchPool<NormalisedBatch> normalised;
  private @Nullable BatchPool<ImageBatch> bytes;

  public PixelReader(Images images, int threads) {
    this.input = new NetworkInput(images);
    this.depth = threads + 1;
    this.normalised = new BatchPool<>(memory(Float.BYTES), () -> new NormalisedBuffer(input));
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
  public PixelFeed<NormalisedBatch> feed(List<List<Sample>> batches, @Nullable ImageChange change) {
    return feed(normalised, batches, change);
  }

  /**
   * As {@link #feed(List, ImageChange)}, for one backbone to embed: as bytes if it wants them so.
   *
   * @param backbone the same for all feeds of this reader
   */
  public PixelFeed<? extends ImageBatch> feed(
      List<List<Sample>> batches, @Nullable ImageChange change, Backbone backbone) {
    Optional<ByteInput> wanted = backbone.byteInput();
    if (wanted.isEmpty()) {
      return feed(batches, change);
    }
    BatchPool<ImageBatch> pool = bytes;
    if (pool == null) {
      pool = new BatchPool<>(memory(Byte.BYTES), () -> new BytesBuffer(input, wanted.get()));
      bytes = pool;
    }
    return feed(pool, batches, change);
  }

  private <B extends ImageBatch> PixelFeed<B> feed(
      BatchPool<B> pool, List<List<Sample>> batches, @Nullable ImageChange change) {
    int rows = batches.stream().mapToInt(List::size).max().orElse(0);
    pool.require(Math.min(batches.size(), depth + 1) + 1, rows);
    return new PixelFeed<>(pool, batches, change, workers, depth);
  }

  /** For the batches of a feed, one of them in use, and the first of the feed after it. */
  private InputMemory memory(int width) {
    return new InputMemory(size(), depth + 2, width);
  }

  /** Frees all memory; feeds are closed before, backbones afterwards. */
  @Override
  public void close() {
    workers.shutdown();
    normalised.close();
    if (bytes != null) {
      bytes.close();
    }
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
