package org.parfocal.cuda.internal.device;

/**
 * Blocks of threads.
 *
 * @param x blocks
 * @param y rows of blocks
 * @param columns of threads in a block
 * @param rows of threads in a block
 */
public record Grid(int x, int y, int columns, int rows) {
  private static final int THREADS = 256;
  private static final int COLUMNS = 32;
  private static final int ROWS = 8;

  /** So many blocks keep any GPU busy; kernels walk through what is more. */
  private static final int MOST = 1 << 16;

  /** A thread for each of some numbers. */
  public static Grid each(long numbers) {
    return new Grid((int) Math.max(1, Math.min(MOST, ceiling(numbers, THREADS))), 1, THREADS, 1);
  }

  /** Some blocks of 256 threads. */
  public static Grid blocks(int count) {
    return new Grid(count, 1, THREADS, 1);
  }

  /** One thread. */
  public static Grid one() {
    return new Grid(1, 1, 1, 1);
  }

  /** A column of blocks for 32 columns each, and a block for each chunk of rows. */
  public static Grid chunks(int chunks, int columns) {
    return new Grid((int) ceiling(columns, COLUMNS), chunks, COLUMNS, ROWS);
  }

  /**
   * In how many chunks the rows of a matrix are summed, so that some blocks are there for each
   * processor. Depends on nothing but the shape and the GPU.
   */
  public static int chunksOf(long rows, int columns, int processors) {
    long wanted = ceiling(8L * processors, ceiling(columns, COLUMNS));
    return (int) Math.max(1, Math.min(wanted, ceiling(rows, 4L * ROWS)));
  }

  private static long ceiling(long number, long divisor) {
    return (number + divisor - 1) / divisor;
  }
}
