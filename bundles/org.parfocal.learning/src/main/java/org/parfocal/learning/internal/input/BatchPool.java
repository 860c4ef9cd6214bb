package org.parfocal.learning.internal.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Memory for batches that nobody uses, to be used again. All of it is for the engine's thread.
 *
 * @param <B> what a filled batch is used as
 */
final class BatchPool<B> implements AutoCloseable {
  private final Supplier<BatchBuffer<B>> maker;
  private final InputMemory memory;
  private final Deque<BatchBuffer<B>> free = new ArrayDeque<>();

  /** Makes none yet. */
  BatchPool(InputMemory memory, Supplier<BatchBuffer<B>> maker) {
    this.memory = memory;
    this.maker = maker;
  }

  /** Looks whether so many batches at once fit into memory. */
  void require(int batches, int images) {
    memory.require(batches, images, free.stream().mapToLong(BatchBuffer::room).sum());
  }

  BatchBuffer<B> take(int images) {
    BatchBuffer<B> spare = free.poll();
    BatchBuffer<B> taken = spare == null ? maker.get() : spare;
    taken.reserve(images);
    return taken;
  }

  void giveBack(BatchBuffer<B> buffer) {
    free.push(buffer);
  }

  /** Frees what was given back. */
  @Override
  public void close() {
    free.forEach(BatchBuffer::close);
    free.clear();
  }
}
