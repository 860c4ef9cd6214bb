package org.parfocal.learning.internal.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sample;

/**
 * Batches of network input, in their order, some of them prepared ahead. What a batch holds does
 * not depend on which thread made it.
 *
 * @param <B> what batches are used as
 */
public final class PixelFeed<B extends ImageBatch> implements AutoCloseable {
  private final BatchPool<B> pool;
  private final List<List<Sample>> batches;
  private final PixelReader.@Nullable ImageChange change;
  private final ExecutorService workers;
  private final int depth;
  private final Deque<Reading<B>> ahead = new ArrayDeque<>();
  private @Nullable BatchBuffer<B> inUse;
  private int submitted;
  private int submittedRows;
  private long waited;
  private volatile boolean closed;

  /** A batch that a worker reads, or has read. */
  private record Reading<B>(BatchBuffer<B> buffer, int images, CompletableFuture<Void> end) {
    private B batch() {
      return buffer.batch(images);
    }
  }

  /**
   * Starts to read the first batch.
   *
   * @param pool that lends the memory
   * @param depth batches that are ready or being read while another is in use
   */
  PixelFeed(
      BatchPool<B> pool,
      List<List<Sample>> batches,
      PixelReader.@Nullable ImageChange change,
      ExecutorService workers,
      int depth) {
    this.pool = pool;
    this.batches = batches;
    this.change = change;
    this.workers = workers;
    this.depth = depth;
    submitUpTo(1);
  }

  /**
   * The next batch. If the one after it has been read, too, that is sent ahead.
   *
   * @return valid until the next call and until {@link #close}
   * @throws org.parfocal.api.DatasetException if one of its images cannot be read
   * @throws CancellationException if the thread was interrupted
   */
  public B next() {
    if (Thread.currentThread().isInterrupted()) { // also where there is nothing to wait for
      throw new CancellationException("interrupted between batches");
    }
    release();
    submitUpTo(depth + 1);
    Reading<B> reading = ahead.element();
    boolean ready = reading.end.isDone();
    long start = System.nanoTime();
    await(reading.end);
    waited += ready ? 0 : System.nanoTime() - start;
    inUse = ahead.remove().buffer;
    Reading<B> following = ahead.peek();
    if (following != null && following.end.isDone() && !following.end.isCompletedExceptionally()) {
      following.batch().send();
    }
    return reading.batch();
  }

  /** Nanoseconds for which {@link #next} found its batch unfinished. */
  public long waited() {
    return waited;
  }

  /** Returns when no worker reads for this feed any more; each stops after the image in hand. */
  @Override
  public void close() {
    // No interrupt, nor leaving workers to themselves: they write to memory that is to be freed.
    closed = true;
    for (Reading<B> reading : ahead) {
      reading.end.exceptionally(error -> null).join();
      pool.giveBack(reading.buffer);
    }
    ahead.clear();
    release();
  }

  private void release() {
    if (inUse != null) {
      pool.giveBack(inUse);
      inUse = null;
    }
  }

  private void submitUpTo(int count) {
    while (submitted < batches.size() && ahead.size() < count) {
      List<Sample> samples = batches.get(submitted++);
      int firstRow = submittedRows;
      submittedRows += samples.size();
      BatchBuffer<B> buffer = pool.take(samples.size());
      ahead.add(
          new Reading<>(
              buffer,
              samples.size(),
              CompletableFuture.runAsync(() -> read(samples, firstRow, buffer), workers)));
    }
  }

  private void read(List<Sample> samples, int firstRow, BatchBuffer<B> buffer) {
    for (int row = 0; row < samples.size() && !closed; row++) {
      buffer.fill(row, samples.get(row), change, firstRow + row);
    }
  }

  /** What a worker made, or its failure. */
  public static <T> T await(CompletableFuture<T> end) {
    try {
      return end.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for images");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
