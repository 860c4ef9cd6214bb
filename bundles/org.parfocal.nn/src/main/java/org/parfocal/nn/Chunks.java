package org.parfocal.nn;

import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.nd4j.ParallelLoop;

/**
 * A long vector in pieces that fit a processor's first cache, given out to several threads. A piece
 * is the same whatever the number of threads.
 *
 * @param length of the vector
 * @param threads that share the pieces
 */
record Chunks(long length, int threads) {
  /** Four arrays of floats of this length are 64 KiB; 1,024 to 8,192 were equally fast. */
  static final int SIZE = 4096;

  /** On as many threads as ND4J uses itself. */
  static Chunks of(long length) {
    return new Chunks(length, ParallelLoop.threads(length, Nd4j.getEnvironment().maxThreads()));
  }

  int count() {
    return Math.toIntExact((length + SIZE - 1) / SIZE);
  }

  /** Length of the longest piece. */
  int longest() {
    return (int) Math.min(SIZE, length);
  }

  /** For each thread, some arrays that hold a piece. */
  float[][][] scratch(int arrays) {
    return new float[threads][arrays][longest()];
  }

  /** Shows every piece once. */
  void forEach(Visitor visitor) {
    ParallelLoop.divide(
        count(),
        threads,
        (thread, first, end) -> {
          for (int chunk = first; chunk < end; chunk++) {
            int start = chunk * SIZE;
            visitor.chunk(thread, start, (int) Math.min(SIZE, length - start));
          }
        });
  }

  /** Is shown pieces, by several threads at once. */
  interface Visitor {
    /**
     * One piece.
     *
     * @param thread from 0: no other thread has the same
     * @param start index of its first number
     * @param size how many numbers
     */
    void chunk(int thread, int start, int size);
  }
}
