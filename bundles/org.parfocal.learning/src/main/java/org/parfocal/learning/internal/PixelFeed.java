package org.parfocal.learning.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.learning.RowBuffer;

/**
 * Batches of network input, in their order, some of them prepared ahead. What a batch holds does
 * not depend on which thread made it.
 */
final class PixelFeed implements AutoCloseable {
  private final NetworkInput input;
  private final PixelReader.@Nullable ImageChange change;
  private final List<List<Sample>> batches;
  private final int[] firstRow;
  private final int bufferLength;
  private final ExecutorService workers;
  private final int depth;
  private final Deque<Future<float[]>> ahead = new ArrayDeque<>();
  private final Queue<float[]> free = new ConcurrentLinkedQueue<>();
  private int submitted;
  private int taken;

  PixelFeed(
      NetworkInput input,
      PixelReader.@Nullable ImageChange change,
      List<List<Sample>> batches,
      int bufferLength,
      ExecutorService workers,
      int depth) {
    this.input = input;
    this.change = change;
    this.batches = batches;
    this.bufferLength = bufferLength;
    this.workers = workers;
    this.depth = depth;
    firstRow = new int[batches.size()];
    for (int batch = 1; batch < firstRow.length; batch++) {
      firstRow[batch] = firstRow[batch - 1] + batches.get(batch - 1).size();
    }
    submit();
  }

  /**
   * The next batch.
   *
   * @param target where it is put; rows are {@code size, size, 3}
   * @return {@code [n, size, size, 3]}
   * @throws org.parfocal.api.DatasetException if one of its images cannot be read
   * @throws CancellationException if the thread was interrupted
   */
  INDArray next(RowBuffer target) {
    try {
      float[] pixels = ahead.remove().get();
      INDArray rows = target.rows(batches.get(taken).size(), pixels);
      taken++;
      free.add(pixels);
      submit();
      return rows;
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

  @Override
  public void close() {
    // No interrupt: it would close the channels of the image cache under everybody.
    ahead.forEach(task -> task.cancel(false));
    ahead.clear();
  }

  private void submit() {
    while (submitted < batches.size() && submitted < taken + depth) {
      int batch = submitted++;
      ahead.add(workers.submit(() -> read(batch)));
    }
  }

  private float[] read(int batch) {
    float[] spare = free.poll();
    float[] pixels = spare == null ? new float[bufferLength] : spare;
    int size = input.images.size();
    byte[] rgb = new byte[size * size * 3];
    int row = 0;
    for (Sample sample : batches.get(batch)) {
      input.images.read(sample, rgb, 0);
      if (change != null) {
        change.apply(rgb, size, firstRow[batch] + row);
      }
      input.normalise(rgb, pixels, row * rgb.length);
      row++;
    }
    return pixels;
  }
}
