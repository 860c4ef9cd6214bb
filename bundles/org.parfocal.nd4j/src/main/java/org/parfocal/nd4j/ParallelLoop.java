package org.parfocal.nd4j;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A loop over memory on the host, shared between threads where that is worth it. */
public final class ParallelLoop {
  /** Below so many numbers, other threads would not be awake in time. */
  private static final long WORTH_THREADS = 1 << 16;

  private ParallelLoop() {}

  /**
   * How many threads are worth waking.
   *
   * @param numbers that are read or written in all
   * @param most threads that may be used
   */
  public static int threads(long numbers, int most) {
    return numbers < WORTH_THREADS ? 1 : Math.max(1, most);
  }

  /**
   * Divides 0 to {@code count} − 1 among threads and waits for all.
   *
   * @param body is called once by each thread; indices may be none
   */
  public static void divide(int count, int threads, Range body) {
    if (threads == 1) {
      body.run(0, 0, count);
    } else {
      IntStream.range(0, threads)
          .parallel()
          .forEach(
              thread ->
                  body.run(
                      thread,
                      (int) ((long) count * thread / threads),
                      (int) ((long) count * (thread + 1) / threads)));
    }
  }

  /**
   * Runs the body for 0 to {@code count} − 1, in no order.
   *
   * @param numbers that all of them read or write together
   * @param most threads that may be used
   */
  public static void run(int count, long numbers, int most, IntConsumer body) {
    divide(
        count,
        threads(numbers, most),
        (thread, first, end) -> {
          for (int index = first; index < end; index++) {
            body.accept(index);
          }
        });
  }

  /** One thread's part of a loop. */
  @FunctionalInterface
  public interface Range {
    /**
     * Does some of the work.
     *
     * @param thread from 0: no other thread has the same
     * @param first its first index
     * @param end the index after its last
     */
    void run(int thread, int first, int end);
  }
}
