package org.parfocal.backbone.dl4j.internal.plan;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A loop over memory on the host, shared between threads where that is worth it. */
final class ParallelLoop {
  /** Below so many numbers, other threads would not be awake in time. */
  private static final long WORTH_THREADS = 1 << 16;

  private ParallelLoop() {}

  /**
   * Runs the body for 0 to {@code count} − 1, in no order.
   *
   * @param numbers that all of them read or write together
   */
  static void run(int count, long numbers, int threads, IntConsumer body) {
    if (threads > 1 && numbers >= WORTH_THREADS) {
      IntStream.range(0, threads)
          .parallel()
          .forEach(
              thread ->
                  run(
                      (int) ((long) count * thread / threads),
                      (int) ((long) count * (thread + 1) / threads),
                      body));
    } else {
      run(0, count, body);
    }
  }

  private static void run(int first, int end, IntConsumer body) {
    for (int index = first; index < end; index++) {
      body.accept(index);
    }
  }
}
