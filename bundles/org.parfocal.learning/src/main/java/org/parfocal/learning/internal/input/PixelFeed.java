package org.parfocal.learning.internal.input;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Sample;

/**
 * Batches of network input, in their order, some of them prepared ahead. What a batch holds does
 * not depend on which thread made it.
 */
public final class PixelFeed implements AutoCloseable {
  private final PixelReader reader;
  private final List<List<Sample>> batches;
  private final PixelReader.@Nullable ImageChange change;
  private final ExecutorService workers;
  private final int depth;
  private final Deque<Reading> ahead = new ArrayDeque<>();
  private @Nullable BatchBuffer inUse;
  private int submitted;
  private int submittedRows;
  private long waited;
  private volatile boolean closed;

  /** A batch that a worker reads, or has read. */
  private record Reading(BatchBuffer buffer, INDArray images, CompletableFuture<Void> end) {}

  /**
   * Starts to read the first batch.
   *
   * @param reader that lends the memory
   * @param depth batches that are ready or being read while another is in use
   */
  public PixelFeed(
      PixelReader reader,
      List<List<Sample>> batches,
      PixelReader.@Nullable ImageChange change,
      ExecutorService workers,
      int depth) {
    this.reader = reader;
    this.batches = batches;
    this.change = change;
    this.workers = workers;
    this.depth = depth;
    submitUpTo(1);
  }

  /**
   * The next batch.
   *
   * @return {@code [n, size, size, 3]}, valid until the next call and until {@link #close}
   * @throws org.parfocal.api.DatasetException if one of its images cannot be read
   * @throws CancellationException if the thread was interrupted
   */
  public INDArray next() {
    if (Thread.currentThread().isInterrupted()) { // also where there is nothing to wait for
      throw new CancellationException("interrupted between batches");
    }
    release();
    submitUpTo(depth + 1);
    Reading reading = ahead.element();
    boolean ready = reading.end.isDone();
    long start = System.nanoTime();
    await(reading.end);
    waited += ready ? 0 : System.nanoTime() - start;
    inUse = ahead.remove().buffer;
    Nd4j.getAffinityManager().tagLocation(reading.images, AffinityManager.Location.HOST);
    return reading.images;
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
    for (Reading reading : ahead) {
      reading.end.exceptionally(error -> null).join();
      reader.giveBack(reading.buffer);
    }
    ahead.clear();
    release();
  }

  private void release() {
    if (inUse != null) {
      reader.giveBack(inUse);
      inUse = null;
    }
  }

  private void submitUpTo(int count) {
    while (submitted < batches.size() && ahead.size() < count) {
      List<Sample> samples = batches.get(submitted++);
      int firstRow = submittedRows;
      submittedRows += samples.size();
      BatchBuffer buffer = reader.take();
      INDArray images = buffer.rows(samples.size());
      FloatBuffer values = images.data().asNioFloat();
      ahead.add(
          new Reading(
              buffer,
              images,
              CompletableFuture.runAsync(() -> read(samples, firstRow, buffer, values), workers)));
    }
  }

  private void read(List<Sample> samples, int firstRow, BatchBuffer buffer, FloatBuffer values) {
    for (int row = 0; row < samples.size() && !closed; row++) {
      buffer.fill(values, row, samples.get(row), change, firstRow + row);
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
